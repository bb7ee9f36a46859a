// Runs inside the page: finds elements as a screen reader names them. Evaluates to an object of functions.
(() => {
  const squash = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
  const ROLE_OF_TAG = {
    A: (el) => (el.hasAttribute('href') ? 'link' : 'generic'),
    ARTICLE: 'article', ASIDE: 'complementary', BUTTON: 'button', DETAILS: 'group', DIALOG: 'dialog', DL: 'list',
    FIELDSET: 'group', FIGURE: 'figure', FORM: 'form', H1: 'heading', H2: 'heading', H3: 'heading', H4: 'heading',
    H5: 'heading', H6: 'heading', IMG: 'img', LI: 'listitem', MAIN: 'main', METER: 'meter', NAV: 'navigation', OL: 'list',
    OPTION: 'option', OUTPUT: 'status', PROGRESS: 'progressbar', SUMMARY: 'button', TABLE: 'table', TD: 'cell',
    TEXTAREA: 'textbox', TH: 'columnheader', TR: 'row', UL: 'list', HR: 'separator',
    SECTION: (el) => (el.hasAttribute('aria-label') || el.hasAttribute('aria-labelledby') ? 'region' : 'generic'),
    HEADER: (el) => (el.closest('article,aside,main,nav,section') ? 'generic' : 'banner'),
    FOOTER: (el) => (el.closest('article,aside,main,nav,section') ? 'generic' : 'contentinfo'),
    SELECT: (el) => (el.multiple || el.size > 1 ? 'listbox' : 'combobox'),
    INPUT: (el) => ({
      button: 'button', submit: 'button', reset: 'button', image: 'button', checkbox: 'checkbox', radio: 'radio',
      range: 'slider', number: 'spinbutton', search: 'searchbox', hidden: 'none', file: 'file', date: 'date', time: 'date',
      'datetime-local': 'date', month: 'date', week: 'date', color: 'color',
    })[el.type] ?? (el.list ? 'combobox' : 'textbox'),
  };
  // Roles that take their name from what is inside them.
  const FROM_CONTENT = new Set(['button', 'link', 'heading', 'option', 'tab', 'menuitem', 'menuitemcheckbox', 'menuitemradio',
    'checkbox', 'radio', 'switch', 'treeitem', 'cell', 'columnheader', 'rowheader', 'row', 'gridcell', 'tooltip']);
  // What `fill` may type into.
  const FIELDS = ['textbox', 'searchbox', 'spinbutton', 'date', 'color', 'slider'];

  const shown = (el) => el.checkVisibility({ visibilityProperty: true }) && !el.closest('[aria-hidden="true"],[inert]');
  function role(el) {
    const said = el.getAttribute('role')?.trim().split(/\s+/)[0];
    if (said) return said;
    const known = ROLE_OF_TAG[el.tagName];
    return typeof known === 'function' ? known(el) : (known ?? (el.isContentEditable ? 'textbox' : 'generic'));
  }
  const byIds = (el, attribute) => (el.getAttribute(attribute) ?? '').split(/\s+/).filter(Boolean)
    .map((id) => el.getRootNode().getElementById(id)).filter(Boolean);

  // Text of an element for a name; `skip` is the control a wrapping label names.
  function content(el, skip, force) {
    let text = '';
    for (const node of el.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) text += node.data;
      if (node.nodeType !== Node.ELEMENT_NODE || node === skip) continue;
      if (!force && (node.getAttribute('aria-hidden') === 'true' || !node.checkVisibility({ visibilityProperty: true }))) continue;
      const said = node.getAttribute('aria-label') ?? node.getAttribute('alt');
      const part = said ?? content(node, skip, force);
      text += getComputedStyle(node).display.startsWith('inline') ? part : ` ${part} `;
    }
    return text;
  }
  function name(el) {
    const labelled = byIds(el, 'aria-labelledby');
    if (labelled.length) return squash(labelled.map((other) => other.getAttribute('aria-label') ?? content(other, null, true)).join(' '));
    const said = squash(el.getAttribute('aria-label'));
    if (said) return said;
    if (el.labels?.length) return squash([...el.labels].map((label) => content(label, el)).join(' '));
    if (el.tagName === 'INPUT' && ['button', 'submit', 'reset'].includes(el.type)) return squash(el.value);
    if (el.tagName === 'FIELDSET') return squash(content(el.querySelector(':scope > legend') ?? document.createElement('i')));
    if (el.tagName === 'TABLE' && el.caption) return squash(content(el.caption));
    if (el.tagName === 'DETAILS') return squash(content(el.querySelector(':scope > summary') ?? document.createElement('i')));
    if (el.hasAttribute('alt')) return squash(el.getAttribute('alt'));
    const inner = FROM_CONTENT.has(role(el)) ? squash(content(el)) : '';
    return inner || squash(el.getAttribute('title') ?? el.getAttribute('placeholder'));
  }
  // `*` in a wanted name stands for any text.
  function matches(wanted, text) {
    if (!wanted.includes('*')) return squash(wanted) === text;
    const parts = squash(wanted).split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*')}$`).test(text);
  }
  const expand = (wanted) => (wanted === 'field' ? FIELDS : wanted === 'textbox' ? ['textbox', 'searchbox', 'spinbutton', 'date'] : [wanted]);
  function all(root, wanted) {
    const roles = new Set(expand(wanted));
    // A line with a list of suggestions is typed into too.
    const typed = (el) => wanted === 'field' && el.tagName === 'INPUT' && role(el) === 'combobox';
    return [...root.querySelectorAll('*')].filter((el) => (roles.has(role(el)) || typed(el)) && shown(el));
  }
  // Follows a chain of [role, name, contains] from the page inwards; a part that was found before stands for itself.
  function scope(chain) {
    let root = document.body;
    for (const part of chain) {
      if (part instanceof Element) { root = part; continue; }
      const [wanted, called, contains] = part;
      let found = all(root, wanted).filter((el) => (contains ? squash(el.innerText).includes(called) : matches(called, name(el))));
      // The innermost that holds the text, not those around it.
      if (contains) found = found.filter((el) => !found.some((other) => other !== el && el.contains(other)));
      if (!found.length) return null;
      root = found[0];
    }
    return root;
  }
  function find(chain, wanted, called) {
    const root = scope(chain);
    return root ? all(root, wanted).filter((el) => matches(called, name(el))) : [];
  }
  const saved = () => {
    for (const el of document.querySelectorAll('[role="status"],output')) {
      const text = squash(el.textContent);
      if (/(Saved|已保存)\s*\d{2}:\d{2}:\d{2}/.test(text) && shown(el)) {
        return `${window.__holdfastProbe?.saves ?? ''} ${el.querySelector('[data-at]')?.dataset.at ?? ''} ${text}`;
      }
    }
    return null;
  };
  const probe = () => {
    const held = window.__holdfastProbe;
    return { violations: held?.violations.splice(0) ?? [], errors: held?.errors.splice(0) ?? [] };
  };
  // Past any accessor a framework put on the element itself.
  function put(el, value) {
    const kind = el.tagName === 'TEXTAREA' ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, 'value').set.call(el, value);
  }

  return {
    find,
    scope,
    // Without the elements themselves, which may be gone when they arrive.
    count: (chain, wanted, called) => find(chain, wanted, called).length,
    name,
    role,
    // What could have been meant: for messages.
    names: (chain, wanted) => { const root = scope(chain); return root ? all(root, wanted).map(name) : null; },
    scoped: (chain) => Boolean(scope(chain)),
    text: (chain) => squash(scope(chain)?.innerText),
    sees: (chain, text) => squash(scope(chain)?.innerText).includes(squash(text)),
    ready: () => performance.getEntriesByName('ready').length > 0,
    saved,
    probe,
    // A control that is drawn by its label has no size of its own.
    // It is brought to the middle first, as a person scrolls it out from under what sticks to an edge.
    target: (el) => {
      const box = el.getBoundingClientRect();
      const shownAs = (box.width < 3 || box.height < 3) && el.labels?.length ? el.labels[0] : el;
      const { top, bottom } = shownAs.getBoundingClientRect();
      if (top < innerHeight * 0.2 || bottom > innerHeight * 0.8) shownAs.scrollIntoView({ block: 'center', behavior: 'instant' });
      return shownAs;
    },
    place: (el) => { const { x, y, width, height } = el.getBoundingClientRect(); return [x, y, width, height]; },
    kind: (el) => (el.tagName === 'INPUT' ? el.type : el.tagName.toLowerCase()),
    // Some drivers put the caret at the end before they type, so what is there goes first.
    empty: (el) => {
      el.scrollIntoView({ block: 'center' });
      el.focus();
      if (el.select) el.select(); else getSelection().selectAllChildren(el);
      if (el.value ?? el.textContent) document.execCommand('delete');
    },
    set: (el, value) => {
      el.focus();
      put(el, value);
      el.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText', data: value }));
      el.dispatchEvent(new Event('change', { bubbles: true }));
    },
    value: (el) => (el.isContentEditable ? el.innerText : el.value),
    chosen: (el) => squash(el.selectedOptions?.[0]?.text),
    options: (el) => [...el.options].map((option) => squash(option.text)),
    checked: (el) => el.checked ?? el.getAttribute('aria-checked') === 'true',
    focused: () => {
      const el = document.activeElement;
      return !el || el === document.body ? null : { role: role(el), name: name(el), value: el.value ?? null };
    },
    focus: (el) => el.focus(),
    paste: (el, text) => {
      el.focus();
      const data = new DataTransfer();
      data.setData('text/plain', text);
      const event = new ClipboardEvent('paste', { clipboardData: data, data: text, dataType: 'text/plain', bubbles: true, cancelable: true });
      // The page may take the paste over; else it goes in as a person's would.
      if (el.dispatchEvent(event)) document.execCommand('insertText', false, text);
    },
    // Composition as events, for engines whose driver cannot compose.
    compose: (el, steps, keys, committed) => {
      el.focus();
      const before = el.value;
      const [from, to] = [el.selectionStart ?? before.length, el.selectionEnd ?? before.length];
      const write = (text, type) => {
        put(el, before.slice(0, from) + text + before.slice(to));
        el.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: type, data: text, isComposing: true }));
      };
      const key = (kind, pressed, late) => {
        const event = new KeyboardEvent(kind, { key: pressed, code: pressed, keyCode: 229, which: 229, isComposing: !late, bubbles: true, cancelable: true });
        return el.dispatchEvent(event);
      };
      el.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true, data: '' }));
      for (const text of steps) {
        key('keydown', 'Process');
        el.dispatchEvent(new CompositionEvent('compositionupdate', { bubbles: true, data: text }));
        write(text, 'insertCompositionText');
      }
      for (const pressed of keys) key('keydown', pressed);
      const during = el.value;
      write(committed, 'insertCompositionText');
      el.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: committed }));
      for (const pressed of keys) key('keyup', pressed, true);
      return during;
    },
    foreign: () => performance.getEntriesByType('resource').map((entry) => entry.name)
      .filter((url) => !/^(data|blob|file):/.test(url) && new URL(url).origin !== location.origin),
    // What reaches over the right edge of the window, the innermost of it: for messages.
    wide: () => {
      const range = document.createRange();
      const reach = (el) => {
        const texts = [...el.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && squash(node.data));
        const lines = texts.map((text) => { range.selectNodeContents(text); return range.getBoundingClientRect().right; });
        return Math.max(el.getBoundingClientRect().right, el.offsetLeft + el.scrollWidth * (el === document.body ? 0 : 1), ...lines);
      };
      const over = [...document.body.querySelectorAll('*')].filter((el) => reach(el) > innerWidth);
      return over.filter((el) => !over.some((other) => other !== el && el.contains(other)))
        .map((el) => `${role(el)} "${squash(el.innerText || name(el)).slice(0, 60)}" to ${Math.round(reach(el))}`).slice(0, 4);
    },
    // Texts that a box hides in part. What is for screen readers only is a pixel wide on purpose.
    cut: () => {
      const found = [];
      for (const box of document.body.querySelectorAll('*')) {
        const style = getComputedStyle(box);
        const hides = [style.overflowX, style.overflowY].map((overflow) => /hidden|clip/.test(overflow));
        if (!hides.includes(true) || box.clientWidth <= 2 || box.clientHeight <= 2 || !shown(box)) continue;
        const inside = box.getBoundingClientRect();
        const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          if (!squash(texts.currentNode.data) || !shown(texts.currentNode.parentElement)) continue;
          const range = document.createRange();
          range.selectNodeContents(texts.currentNode);
          const out = [...range.getClientRects()].some((line) => line.width > 0
            && ((hides[0] && (line.right > inside.right + 1 || line.left < inside.left - 1))
              || (hides[1] && (line.top + line.height / 2 > inside.bottom || line.top + line.height / 2 < inside.top))));
          if (out) found.push(`"${squash(texts.currentNode.data).slice(0, 60)}" in ${role(box)}`);
        }
      }
      return found;
    },
    controlled: () => Boolean(navigator.serviceWorker?.controller),
    width: () => [innerWidth, innerHeight, document.documentElement.scrollWidth],
  };
})()
