import './lines.js';

const PREFIX = 'weft.draft.';
const WEEK = 7 * 24 * 3600 * 1000;
const UNKEPT = new Set(['password', 'hidden', 'file', 'submit', 'button', 'image', 'reset']);

/** Storage may be full, forbidden or broken; a form must work all the same. */
const safely = (act, otherwise) => { try { return act(); } catch { return otherwise; } };
const drop = (key) => safely(() => localStorage.removeItem(PREFIX + key));
const read = (key) => safely(() => JSON.parse(localStorage.getItem(PREFIX + key)), null);
const draftKeys = () => safely(() => Object.keys(localStorage).filter((k) => k.startsWith(PREFIX)).map((k) => k.slice(PREFIX.length)), []);

/** Drafts that nobody came back for, or that arrived, must not stay on a shared phone. */
function sweep() {
  const done = [...document.querySelectorAll('meta[name="draft-done"]')].map((m) => m.content);
  for (const key of draftKeys()) {
    const at = read(key)?.at;
    if (done.includes('*') || done.includes(key) || !(Date.now() - at < WEEK)) drop(key);
  }
}

/** What may be kept: never secrets, never private fields on a device others use. */
function kept(form) {
  const shared = form.hasAttribute('data-shared');
  return [...form.elements].filter((f) => f.name && !UNKEPT.has(f.type) && f.tagName !== 'FIELDSET' && f.tagName !== 'OUTPUT'
    && f.autocomplete !== 'one-time-code' && !(shared && f.closest('[data-private]')));
}

const isTick = (f) => f.type === 'checkbox' || f.type === 'radio';
const isSelect = (f) => f.tagName === 'SELECT';
const rowBoxes = (form) => [...form.querySelectorAll('[data-lines]')];

/** One value list per name, so that repeated names keep their order. */
function values(form) {
  const all = {};
  for (const f of kept(form)) {
    const list = all[f.name] = all[f.name] ?? [];
    if (!isTick(f)) list.push(f.multiple && isSelect(f) ? [...f.selectedOptions].map((o) => o.value) : f.value);
    else if (f.checked) list.push(f.value);
  }
  return all;
}

/** A form the server filled in (an edit, an error) knows better than an old draft. */
const filledByServer = (form) => form.querySelector('[aria-invalid="true"]') !== null
  || kept(form).some((f) => !isTick(f) && !isSelect(f) && f.defaultValue !== '');

/** Puts back what was typed, row by row, and says whether anything came back. */
function restore(form, draft) {
  rowBoxes(form).forEach((box, i) => box.dispatchEvent(new CustomEvent('lines:grow', { detail: draft.rows?.[i] ?? 0 })));
  const left = JSON.parse(JSON.stringify(draft.values));
  let any = false;
  for (const f of kept(form)) {
    const list = left[f.name];
    if (!list) continue;
    if (isTick(f)) {
      f.checked = list.includes(f.value);
    } else {
      const value = list.shift();
      if (value === undefined) continue;
      if (Array.isArray(value)) [...f.options].forEach((o) => { o.selected = value.includes(o.value); });
      else f.value = value;
      any = any || value.length > 0;
    }
  }
  return any;
}

/** Where the form says "kept on this phone"; quiet, so that it doesn't talk into the typing. */
function statusOf(form) {
  let status = form.querySelector('[data-draft-status]');
  if (!status) {
    status = document.createElement('p');
    status.className = 'small';
    form.append(status);
  }
  return (words) => { if (words) status.textContent = words; };
}

function attach(form) {
  const key = form.dataset.draft;
  const say = statusOf(form);
  const clear = form.querySelector('[data-draft-clear]');
  let dirty = false, timer = 0;

  const save = () => {
    clearTimeout(timer);
    if (!dirty) return;
    dirty = false;
    const draft = JSON.stringify({ at: Date.now(), values: values(form), rows: rowBoxes(form).map((b) => b.querySelectorAll('[data-line]').length) });
    if (safely(() => (localStorage.setItem(PREFIX + key, draft), true), false)) say(form.dataset.draftSaved);
  };
  const touched = () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, 600);
  };

  const draft = read(key);
  if (draft?.values && !filledByServer(form) && restore(form, draft)) {
    say(form.dataset.draftRestored ?? form.dataset.draftSaved);
    if (clear) clear.hidden = false;
  }
  form.addEventListener('input', touched);
  form.addEventListener('change', touched);
  form.addEventListener('draft:keep', () => { dirty = true; save(); });
  form.addEventListener('reset', () => { clearTimeout(timer); dirty = false; drop(key); });
  clear?.addEventListener('click', () => { form.reset(); clear.hidden = true; });
  addEventListener('pagehide', save);
  document.addEventListener('visibilitychange', () => { if (document.hidden) save(); });
}

sweep();
document.querySelectorAll('form[data-draft]').forEach(attach);
