// Put into pages before their content policy: remembers what must not happen.
(() => {
  const probe = (window.__holdfastProbe = { violations: [], errors: [], saves: 0 });
  const where = (event) => `${event.sourceFile ?? event.filename ?? ''}:${event.lineNumber ?? event.lineno ?? ''}`;
  addEventListener('securitypolicyviolation', (event) => {
    probe.violations.push(`${event.effectiveDirective} blocked ${event.blockedURI} at ${where(event)}`);
  });
  // Come too late, as a script of the driver: what the engine remembers of before.
  if (document.readyState !== 'loading' && 'ReportingObserver' in window) {
    const tell = ({ body }) => probe.violations.push(`${body.effectiveDirective} blocked ${body.blockedURL} at ${body.sourceFile}:${body.lineNumber}`);
    new ReportingObserver((reports, watch) => { reports.forEach(tell); watch.disconnect(); }, { types: ['csp-violation'], buffered: true }).observe();
  }
  addEventListener('error', (event) => {
    if (event instanceof ErrorEvent) probe.errors.push(`error: ${event.message} at ${where(event)}`);
    else probe.errors.push(`not loaded: ${event.target?.src ?? event.target?.href}`);
  }, true);
  addEventListener('unhandledrejection', (event) => probe.errors.push(`rejection: ${event.reason?.stack ?? event.reason}`));
  // Counts how often the status came to say "Saved": its clock has seconds only, and two saves may fall into one.
  const isStatus = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest('[role="status"],output');
  new MutationObserver((changes) => {
    const changed = new Set(changes.map(({ target }) => isStatus(target)).filter(Boolean));
    for (const status of changed) if (/(Saved|已保存)\s*\d{2}:\d{2}:\d{2}/.test(status.textContent)) probe.saves += 1;
  }).observe(document, { subtree: true, childList: true, characterData: true });
  for (const level of ['error', 'warn']) {
    const tell = console[level];
    console[level] = (...words) => {
      probe.errors.push(`console.${level}: ${words.map(String).join(' ')}`);
      tell.apply(console, words);
    };
  }
})();
