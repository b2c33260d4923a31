import { app, session, type BrowserWindowConstructorOptions, type Session, type WebContents } from 'electron';

/** The page's own address; everything else is refused. */
export const pageOrigin = 'app://workbench';

/** What the page may ask Chromium for. The workbench shows notifications through main, so it needs none of them. */
const allowedPermissions = new Set<string>(['clipboard-sanitized-write']);

/** Sets what holds for every page that the app will ever make: permissions, navigation, new windows, attached views, downloads. A page may open panels of dashboards in windows of `panelWindow`, nothing else. */
export function lockDown(panelWindow: BrowserWindowConstructorOptions): void {
  lockSession(session.defaultSession);
  app.on('session-created', lockSession);
  app.on('web-contents-created', (_event, contents) => lockContents(contents, panelWindow));
}

function lockSession(one: Session): void {
  one.setPermissionRequestHandler((_contents, permission, answer) => answer(allowedPermissions.has(permission)));
  one.setPermissionCheckHandler((_contents, permission) => allowedPermissions.has(permission));
  one.setDevicePermissionHandler(() => false);
  // What the page itself made, such as the export of anomalies, asks where to go; nothing else is saved.
  one.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${pageOrigin}/`)) event.preventDefault();
  });
}

function lockContents(contents: WebContents, panelWindow: BrowserWindowConstructorOptions): void {
  const refuse = (event: { preventDefault(): void }, url: string) => {
    if (!isOwnPage(url)) event.preventDefault();
  };
  contents.on('will-navigate', (event, url) => refuse(event, url));
  contents.on('will-redirect', (event, url) => refuse(event, url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // The screens' links that lead out go to the system's browser, by `lead` alone.
  contents.setWindowOpenHandler(({ url }) => (isPanelPage(url) ? { action: 'allow', overrideBrowserWindowOptions: panelWindow } : { action: 'deny' }));
}

/** True for the page itself, whatever comes after the `#`. */
export function isOwnPage(url: string): boolean {
  return ['/', '/index.html', '/passphrase.html'].some((path) => url === pageOrigin + path || url.startsWith(`${pageOrigin}${path}#`));
}

/** True for what the system's browser may be given: an https address, or an http one of this machine, as connections may have them; without a name or password in it. */
export function leadsOut(url: unknown): url is string {
  return typeof url === 'string' && /^(?:https:\/\/[^\s@\\/?#]+|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?)(?:[/?#][^\s\\]*)?$/.test(url);
}

/** True for the page of one panel of a dashboard. */
export function isPanelPage(url: string): boolean {
  return isOwnPage(url) && /^[^#]*(\/|\/index\.html)#\/dashboards\/[^/]+\/panels\/[^/]+$/.test(url);
}
