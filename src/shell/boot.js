// Beside the Wasm module: which build this is, the static shell, and the service worker.
// The program reads `window.holdfastBuild` and listens for `holdfast-update`; nothing here needs the program.
(() => {
  'use strict';
  // The packer writes this mark into a release build only; without it there is no service worker to look for.
  const mark = document.querySelector('meta[name="holdfast-build"]');
  const [kind, version] = mark ? mark.content.split(' ') : ['hosted', 'development'];
  /** `offline`: whether a reload works with no network: 'no', 'ready' or 'failed'. `update`: a newer build is waiting. */
  const build = { kind, version, offline: kind === 'single-file' ? 'ready' : 'no', update: false };
  window.holdfastBuild = build;
  const tell = (name) => dispatchEvent(new CustomEvent(name, { detail: build }));

  // Theme and language before the first paint; the program sets the same again. Values are JSON texts of JSON.
  const root = document.documentElement;
  root.lang = /^zh\b/i.test(navigator.language) ? 'zh-Hans' : 'en';
  try {
    const { theme, language } = JSON.parse(JSON.parse(localStorage.getItem('holdfast/preferences')));
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    if (language) root.lang = language;
  } catch {
    // Nothing kept yet, or no storage: the system's theme and the browser's language it is.
  }
  root.dataset.shell = root.lang;
  setTimeout(() => { root.dataset.slow = ''; }, 2000);

  let waiting = null;
  /** Starts the waiting build and reloads this tab only. Returns false when no build is waiting. */
  window.holdfastApplyUpdate = () => {
    if (!waiting) return false;
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    waiting.postMessage({ type: 'activate' });
    return true;
  };

  addEventListener('TrunkApplicationStarted', () => {
    document.getElementById('shell')?.remove();
    // Offline copies are fetched after the program is usable, so that they never slow the first load.
    if (mark && kind === 'hosted' && 'serviceWorker' in navigator) register();
  });

  async function register() {
    let registration;
    try {
      registration = await navigator.serviceWorker.register('./sw.js', { updateViaCache: 'none' });
    } catch {
      // Private windows and locked-down browsers refuse; an earlier worker may still be in place.
      registration = await navigator.serviceWorker.getRegistration().catch(() => undefined);
      if (!registration) return settle('failed');
    }
    if (registration.active) settle('ready');
    if (registration.waiting) offer(registration.waiting);
    const follow = () => {
      const worker = registration.installing;
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'installed' && registration.active) offer(worker);
        else if (worker.state === 'activated') settle('ready');
        else if (worker.state === 'redundant' && !registration.active) settle('failed');
      });
    };
    registration.addEventListener('updatefound', follow);
    follow();
    // An incident keeps a tab open for days: look again when it is shown, at most once an hour.
    let looked = Date.now();
    addEventListener('visibilitychange', () => {
      if (document.visibilityState !== 'visible' || Date.now() - looked < 3600000) return;
      looked = Date.now();
      registration.update().catch(() => {});
    });
  }
  function offer(worker) {
    waiting = worker;
    build.update = true;
    tell('holdfast-update');
  }
  function settle(state) {
    if (build.offline === state) return;
    build.offline = state;
    tell('holdfast-offline');
  }
})();
