// Stands in for a browser whose settings forbid storage.
(() => {
  const refuse = () => { throw new DOMException('The operation is insecure.', 'SecurityError'); };
  for (const store of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
    Object.defineProperty(window, store, { get: refuse, configurable: true });
  }
  if (navigator.serviceWorker) navigator.serviceWorker.register = () => Promise.reject(new DOMException('blocked', 'SecurityError'));
})();
