/**
 * What the page may load and reach: only its own origin, no inline script or style, nothing evaluated. One text for every host.
 * Trusted Types are not demanded: starting a worker by its address would need a policy of our own.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');
