/** The colours of all pages: as the system has them, unless one is chosen. Runs before the page is drawn. */

const KEY = 'theme';

function stored(): string {
  try {
    return localStorage.getItem(KEY) ?? 'auto';
  } catch {
    // Where a browser keeps nothing, the choice lasts for the page.
    return 'auto';
  }
}

function show(theme: string): void {
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
  else delete document.documentElement.dataset['theme'];
}

show(stored());

document.addEventListener('DOMContentLoaded', () => {
  const select = document.querySelector<HTMLSelectElement>('#theme');
  if (select === null) return;
  select.value = stored();
  select.addEventListener('change', () => {
    show(select.value);
    try {
      localStorage.setItem(KEY, select.value);
    } catch {
      // As above.
    }
  });
});

if ('serviceWorker' in navigator) {
  const root = document.documentElement.dataset['root'] ?? '.';
  window.addEventListener('load', () => {
    navigator.serviceWorker.register(`${root}/offline.js`).catch((error: unknown) => console.warn(error));
    void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage('fetch the rest'));
  });
}
