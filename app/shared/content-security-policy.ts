/**
 * What the page may load and reach: only its own origin, no inline script or style, nothing evaluated. One text for every host.
 * `frames` is the one origin of the isolated pages of Tableau views, whose own policies name the one server that each may reach; null: there are none.
 * Trusted Types are not demanded: starting a worker by its address would need a policy of our own.
 */
export const contentSecurityPolicyOf = (frames: string | null): string => [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  `frame-src ${frames ?? "'none'"}`,
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');
