/** The few pages that are shown without a session. Texts in the program, since they must come up where no screen was built. */
export interface PlainFile {
  type: string;
  body: string;
}

const css = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
main { max-width: 32rem; padding: 2rem; }
h1 { font-size: 1.5rem; margin: 0 0 1rem; }
code { font-family: ui-monospace, monospace; }
`;

/** Trades what stands behind the # for a session, so that it never reaches a log or stays in the history. */
const enterScript = `const token = location.hash.slice(1);
history.replaceState(null, '', '/enter');
const said = document.getElementById('said');
fetch('/enter', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) })
  .then(async (answer) => {
    if (answer.ok) location.replace('/');
    else {
      const { message, hint } = await answer.json();
      said.textContent = message + ' ' + hint;
    }
  })
  .catch(() => { said.textContent = 'The workbench does not answer. Check that the program still runs.'; });
`;

/** Files of the entrance, by path. */
export const entranceFiles: Readonly<Record<string, PlainFile>> = {
  '/enter': { type: 'text/html; charset=utf-8', body: page('Opening the workbench', '<p id="said" role="status">One moment…</p><noscript><p>The workbench needs JavaScript.</p></noscript>', '<script src="/entrance/enter.js" defer></script>') },
  '/entrance/enter.js': { type: 'text/javascript; charset=utf-8', body: enterScript },
  '/entrance/plain.css': { type: 'text/css; charset=utf-8', body: css },
};

/** Shown where there is no session: how to get one. */
export const noSessionPage: PlainFile = {
  type: 'text/html; charset=utf-8',
  body: page('This workbench needs a link', '<p>Open the one-time link that the program printed in its terminal. It works once, within ten minutes.</p><p>Without one, or after it was used: press Enter there, and it prints a new link. Where it runs without a terminal, start it again.</p><p>AF_SESSION_REQUIRED</p>'),
};

function page(title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>AnomalyForce</title><link rel="stylesheet" href="/entrance/plain.css">${head}</head><body><main><h1>${title}</h1>${body}</main></body></html>\n`;
}
