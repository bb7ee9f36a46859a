// Fast work inside the page: opens an incident, writes log lines, reads the raw store. Needs `page`, what page.js gives.
(() => {
  const LIMIT = 30_000;
  // What the rescue screen keeps folded away.
  const stopped = () => document.querySelector('#holdfast-rescue pre')?.textContent ?? '';
  // Looks after each change of the page; timers alone are slow in a hidden tab.
  const wait = (what, look, limit = LIMIT) => new Promise((resolve, reject) => {
    const end = performance.now() + limit;
    let timer;
    const watch = new MutationObserver(() => check());
    const stop = () => { watch.disconnect(); clearInterval(timer); };
    const check = () => {
      let found;
      try { found = look(); } catch (error) { stop(); reject(error); return true; }
      if (found) { stop(); resolve(found); return true; }
      if (performance.now() > end) { stop(); reject(new Error(`${what} did not come; the page shows: ${page.text([]).slice(-500)} ${stopped()}`)); return true; }
      return false;
    };
    if (check()) return;
    watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    timer = setInterval(check, 25);
  });
  // Goes to a page. Chromium passes over more than 200 navigations in ten seconds (its flooding protection), so it is
  // asked again until it goes.
  const go = (hash, what, look) => wait(what, () => {
    if (location.hash !== hash) { location.hash = hash; return false; }
    return look();
  });
  const one = (role, name) => page.find([], role, name)[0];
  const field = () => one('field', 'Quick log');
  const inMemory = () => /Kept in memory only/.test(document.body.innerText);
  const incident = () => location.hash.match(/^#\/incident\/([^/]+)/)?.[1];
  // Does `act` and waits until the status says "Saved" anew, or that nothing is kept.
  const saved = async (act) => {
    const before = page.saved();
    act();
    await wait('"Saved"', () => inMemory() || (page.saved() && page.saved() !== before));
  };
  const submit = (text) => {
    page.set(field(), text);
    one('button', 'Log').click();
  };
  const at = async (id, tab) => {
    location.hash = `#/incident/${id}/${tab}`;
    await wait('the quick log', field);
  };
  const open = async (what) => {
    location.hash = '#/new';
    page.set(await wait('the intake', () => one('field', 'What was seen*')), what);
    page.set(one('field', 'Your name*'), 'Ada Responder');
    for (const group of ['group', 'radiogroup']) page.find([[group, 'Reported by', false]], 'radio', 'Employee')[0]?.click();
    await saved(() => one('button', 'Open incident').click());
    await wait('the incident', () => incident() && field());
    return incident();
  };
  // Says who is typing: a browser that died may have lost it, since nothing acknowledged it.
  const name = async () => {
    location.hash = '#/settings';
    page.set(await wait('the settings', () => one('field', 'Your name*')), 'Ada Responder');
  };
  const log = (text) => saved(() => submit(text));
  const store = () => new Promise((resolve, reject) => {
    const asked = indexedDB.open('holdfast');
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const database = asked.result;
      const reading = database.transaction(['events', 'drafts', 'meta']);
      const all = {};
      for (const name of ['events', 'drafts', 'meta']) {
        const [keys, values] = [reading.objectStore(name).getAllKeys(), reading.objectStore(name).getAll()];
        keys.onsuccess = () => { all[name] = { keys: keys.result }; };
        values.onsuccess = () => { all[name].values = values.result.map(String); };
      }
      reading.oncomplete = () => { database.close(); resolve(all); };
      reading.onabort = () => reject(reading.error);
    };
  });
  // Puts an entry past the app, as another build would.
  const put = (name, key, value) => new Promise((resolve, reject) => {
    const asked = indexedDB.open('holdfast');
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const writing = asked.result.transaction([name], 'readwrite');
      writing.objectStore(name).put(value, key);
      writing.oncomplete = () => { asked.result.close(); resolve(); };
      writing.onabort = () => reject(writing.error);
    };
  });
  // Takes entries out again, by the beginning of their keys.
  const drop = (name, prefix) => new Promise((resolve, reject) => {
    const asked = indexedDB.open('holdfast');
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const writing = asked.result.transaction([name], 'readwrite');
      writing.objectStore(name).delete(IDBKeyRange.bound(prefix, `${prefix}\uffff`));
      writing.oncomplete = () => { asked.result.close(); resolve(); };
      writing.onabort = () => reject(writing.error);
    };
  });
  // Hands a file to the page's file field, as a person who picks it does.
  const offer = (name, content) => {
    const handed = new DataTransfer();
    handed.items.add(new File([content], name, { type: 'application/json' }));
    const [place] = page.find([], 'file', '*');
    place.files = handed.files;
    place.dispatchEvent(new Event('change', { bubbles: true }));
  };
  // What is asked of a form, by labels as a person reads them. True once it is answered.
  const only = (scope, role, label) => {
    let found = page.find(scope, role, label);
    if (!found.length) found = page.find(scope, role, `${label} (optional)`);
    if (found.length > 1) throw new Error(`${found.length} of ${role} "${label}"`);
    return found[0];
  };
  const put_in = (field, text) => {
    if (!field) return false;
    if (text) page.set(field, text);
    return true;
  };
  const pick = (list, option) => {
    const place = list ? page.options(list).indexOf(option) : -1;
    if (place < 0) return false;
    list.selectedIndex = place;
    list.dispatchEvent(new Event('change', { bubbles: true }));
    return true;
  };
  const press = (box, wanted) => {
    if (box && box.checked !== wanted) box.click();
    return box?.checked === wanted;
  };
  const fill = (scope, [kind, label, ...typed]) => {
    if (kind === 'text') return put_in(only(scope, 'field', label), typed[0]);
    const list = kind === 'pick' && only(scope, 'combobox', label);
    if (list) return pick(list, typed[0]);
    const group = only(scope, 'group', label);
    if (!group) return false;
    const inside = [group];
    if (kind === 'pick') return press(only(inside, 'radio', typed[0]), true);
    if (kind === 'tick') return press(only(inside, 'checkbox', typed[0]), typed[1]);
    const [date, time, zone, precision] = typed;
    return put_in(only(inside, 'field', 'Date'), date) && put_in(only(inside, 'field', 'Time'), time)
      && put_in(only(inside, 'combobox', 'Zone'), zone) && (!precision || pick(only(inside, 'combobox', 'Precision'), precision));
  };
  // Fills a form and submits it, each part when it is there, and waits until it is saved.
  const form = async (chain, fields, submit) => {
    const within = (what, look) => wait(what, () => { const place = page.scope(chain); return place && look([place]); });
    for (const field of fields) await within(JSON.stringify(field), (scope) => fill(scope, field));
    const button = await within(submit, (scope) => only(scope, 'button', submit));
    await saved(() => button.click());
  };
  // Opens a form by its button first, once the one before it has gone.
  const opened = async (around, opens, title, fields, submit) => {
    const chain = [...around, ['region', title, false]];
    await wait(`the end of "${title}"`, () => !page.scope(chain));
    (await wait(opens, () => only(around, 'button', opens))).click();
    await form(chain, fields, submit);
  };
  const verified = () => wait('the end of verification', () => performance.getEntriesByName('incident-verified').length > 0);
  return { wait, go, one, field, incident, saved, submit, at, open, name, log, store, put, drop, offer, form, opened, verified };
})()
