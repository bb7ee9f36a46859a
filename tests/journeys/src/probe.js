// Put into pages before their content policy: remembers what must not happen.
(() => {
  const probe = (window.__holdfastProbe = { violations: [], errors: [] });
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
  for (const level of ['error', 'warn']) {
    const tell = console[level];
    console[level] = (...words) => {
      probe.errors.push(`console.${level}: ${words.map(String).join(' ')}`);
      tell.apply(console, words);
    };
  }
})();
