// The rescue screen. Plain script with no dependency: it runs when the Wasm module has trapped or never arrived.
// It owns: noticing that the program is dead, stopping input to it, and saving the raw stores to one file.
// Invariant: it never writes to any store and never deletes anything.
(() => {
  'use strict';
  const PREFIX = 'holdfast/';
  const DATABASE = 'holdfast';
  const STORE_TIMEOUT_MS = 20000;
  let started = false;
  let screen = null;

  const isTrap = (error) =>
    (typeof WebAssembly === 'object' && error instanceof WebAssembly.RuntimeError) ||
    // A stack overflow inside the module arrives as RangeError (Chromium, WebKit) or InternalError (Firefox).
    (/^(RangeError|InternalError)$/.test(error?.name) && /wasm/.test(error?.stack));
  const describe = (reason) => (reason?.message ? `${reason.message}\n${reason.stack ?? ''}` : String(reason || 'unknown error'));

  addEventListener('TrunkApplicationStarted', () => { started = true; });
  // In the capture phase, because a script or module that fails to load does not bubble.
  addEventListener('error', (event) => {
    const source = event.target;
    if (source instanceof HTMLScriptElement || (source instanceof HTMLLinkElement && source.rel === 'modulepreload')) {
      if (!started) rescue(`could not load ${source.src || source.href || 'the program'}`);
    } else if (isTrap(event.error) || (!started && event.error)) rescue(event.error);
  }, true);
  addEventListener('unhandledrejection', (event) => {
    if (isTrap(event.reason) || !started) rescue(event.reason);
  });

  // Once dead, no event reaches the program: each would only trap again.
  for (const type of ['beforeinput', 'beforeunload', 'blur', 'change', 'click', 'compositionend', 'drop', 'focusin', 'focusout',
    'hashchange', 'input', 'keydown', 'keyup', 'message', 'offline', 'online', 'pagehide', 'paste', 'pointerdown', 'popstate',
    'resize', 'storage', 'submit', 'visibilitychange']) {
    addEventListener(type, (event) => {
      if (screen && !(event.target instanceof Node && screen.contains(event.target))) event.stopImmediatePropagation();
    }, true);
  }

  /** Shows the rescue screen. Called by the panic hook with its message, or with an error; later calls change nothing. */
  function rescue(reason) {
    if (screen) return;
    const fields = typedFields();
    // Timers share one sequence of ids; a dead module must not be called again.
    for (let id = setTimeout(() => {}); id > 0; id -= 1) clearTimeout(id);
    screen = build(describe(reason), fields);
    for (const type of ['click', 'keydown', 'keyup', 'focusin', 'focusout']) {
      screen.addEventListener(type, (event) => event.stopPropagation());
    }
    const show = () => {
      for (const id of ['shell', 'app']) {
        const part = document.getElementById(id);
        if (part) part.hidden = true;
      }
      document.title = 'Holdfast';
      document.body.append(screen);
      screen.querySelector('h1').focus();
    };
    if (document.body) show(); else addEventListener('DOMContentLoaded', show, { once: true });
  }
  window.holdfastRescue = rescue;

  function build(message, fields) {
    const status = element('p', { role: 'status' });
    const save = element('button', { type: 'button', className: 'rescue-save' }, ...both('Save everything to a file', '全部保存为文件'));
    const reload = element('button', { type: 'button' }, ...both('Reload', '重新加载'));
    const title = started ? ['Holdfast has stopped', 'Holdfast 已停止运行'] : ['Holdfast could not start', 'Holdfast 未能启动'];
    const main = element('main', { id: 'holdfast-rescue' },
      element('div', { className: 'rescue-alert', role: 'alert' },
        element('h1', { tabIndex: -1 }, ...both(...title)),
        ...both(
          'Everything that was shown as saved is still in this browser. Save a copy to a file first, then reload: the work opens where it was saved.',
          '凡显示为“已保存”的内容仍在此浏览器中。请先保存一份文件副本，再重新加载；重新加载后可从已保存处继续。', 'p')),
      element('div', { className: 'rescue-actions' }, save, reload), status,
      element('details', {}, element('summary', {}, ...both('Technical details', '技术细节', 'span', ' · ')), element('pre', {}, message)));
    save.onclick = async () => {
      save.disabled = true;
      status.replaceChildren(...both('Reading what is stored…', '正在读取已存储的内容……', 'span', ' '));
      const parts = await dump(message, fields);
      try {
        download(new Blob(parts, { type: 'application/json' }));
        status.replaceChildren(...both('The file was handed to the browser’s downloads.', '文件已交给浏览器下载。', 'span', ' '));
      } catch (error) {
        status.replaceChildren(...both('The file could not be saved. Copy this text instead:', '无法保存文件。请改为复制以下文本：', 'span', ' '),
          element('textarea', { readOnly: true, ariaLabel: 'Raw data 原始数据', value: parts.join('') }));
      }
      save.disabled = false;
    };
    reload.onclick = () => location.reload();
    return main;
  }

  function element(tag, properties, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    if (properties.role) made.setAttribute('role', properties.role);
    made.append(...children);
    return made;
  }
  function both(english, chinese, tag = 'span', between = '') {
    return [element(tag, { lang: 'en' }, english), between, element(tag, { lang: 'zh-Hans' }, chinese)];
  }

  /** What stands in the fields on screen: it may not have reached a store yet. Passwords are left out. */
  function typedFields() {
    return Array.from(document.querySelectorAll('#app input, #app textarea'))
      .filter((field) => !['password', 'hidden', 'checkbox', 'radio', 'button', 'submit', 'file'].includes(field.type) && field.value)
      .map((field) => ({ id: field.id, name: field.name, label: (field.labels?.[0]?.textContent || field.getAttribute('aria-label') || '').trim(), value: field.value }));
  }

  /** The file, as parts of one JSON text, so that a large store is never one string. */
  async function dump(message, fields) {
    const problems = [];
    const head = {
      format: 'holdfast-rescue', version: 1, build: window.holdfastBuild ?? null, saved_at: new Date().toISOString(),
      page: location.hash, user_agent: navigator.userAgent, message, fields,
    };
    const parts = [JSON.stringify(head).slice(0, -1), ',\n"local_storage":'];
    const kept = {};
    try {
      for (let i = 0; i < localStorage.length; i += 1) {
        const key = localStorage.key(i);
        if (key.startsWith(PREFIX)) kept[key] = localStorage.getItem(key);
      }
    } catch (error) { problems.push(`local storage: ${error}`); }
    parts.push(JSON.stringify(kept), ',\n"indexed_db":{');
    try {
      let late;
      const limit = new Promise((_, fail) => { late = setTimeout(() => fail(new Error('the database did not answer')), STORE_TIMEOUT_MS); });
      parts.push(...await Promise.race([readDatabase(problems), limit]));
      clearTimeout(late);
    } catch (error) { problems.push(`IndexedDB: ${error}`); }
    parts.push('},\n"problems":', JSON.stringify(problems), '}\n');
    return parts;
  }

  async function readDatabase(problems) {
    const open = indexedDB.open(DATABASE);
    // Opening a database that does not exist would make one: undo that.
    open.onupgradeneeded = () => open.transaction.abort();
    let database;
    try { database = await done(open); } catch (error) {
      if (error?.name === 'AbortError') return [];
      throw error;
    }
    const parts = [];
    for (const name of database.objectStoreNames) {
      parts.push(`${parts.length ? '],' : ''}\n${JSON.stringify(name)}:[`);
      try {
        const store = database.transaction(name).objectStore(name);
        const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
        for (let i = 0; i < keys.length; i += 1) parts.push(`${i ? ',\n' : '\n'}${JSON.stringify(record(keys[i], values[i]))}`);
      } catch (error) { problems.push(`store ${name}: ${error}`); }
    }
    if (parts.length) parts.push(']');
    database.close();
    return parts;
  }
  const done = (request) => new Promise((resolve, fail) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => fail(request.error);
  });

  /** One record; one that cannot be written does not cost the others. */
  function record(key, value) {
    try { return { key: plain(key), value: plain(value) }; } catch (error) { return { key: String(key), unreadable: String(error) }; }
  }
  /** Any stored value as JSON; what JSON cannot hold is tagged with `$type`. */
  function plain(value) {
    if (value === null || value === undefined) return null;
    if (['string', 'number', 'boolean'].includes(typeof value)) return value;
    if (value instanceof ArrayBuffer) return { $type: 'bytes', base64: base64(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) return { $type: 'bytes', base64: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    if (value instanceof Date) return { $type: 'date', iso: Number.isNaN(+value) ? null : value.toISOString() };
    if (value instanceof Map) return { $type: 'map', entries: Array.from(value, plain) };
    if (value instanceof Set) return { $type: 'set', entries: Array.from(value, plain) };
    if (Array.isArray(value)) return value.map(plain);
    if (Object.getPrototypeOf(value) === Object.prototype) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
    return { $type: Object.prototype.toString.call(value).slice(8, -1), text: String(value) };
  }
  function base64(bytes) {
    let text = '';
    for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return btoa(text);
  }
  function download(blob) {
    const link = element('a', { href: URL.createObjectURL(blob), download: `holdfast-rescue-${new Date().toISOString().replace(/[:.]/g, '-')}.json` });
    screen.append(link);
    link.click();
    link.remove();
  }
})();
