/**
 * What the page may load and reach: only its own origin, no inline script or style, nothing evaluated. One text for every host.
 * Frames are of this machine alone: the isolated page of a Tableau view, whose own policy names the one server that it may reach.
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
  'frame-src http://localhost:*',
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');
