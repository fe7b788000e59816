import './lines.js';

const PREFIX = 'weft.draft.';
const SENT = 'weft.sent';
const WEEK = 7 * 24 * 3600 * 1000;
const CAMERA = 30 * 60 * 1000;
/** Her own page may be open on somebody else's phone: what she typed there outlives the camera, and not the day. */
const isHers = location.pathname.startsWith('/t/');
const UNKEPT = new Set(['password', 'hidden', 'file', 'submit', 'button', 'image', 'reset']);

/** Storage may be full, forbidden or broken; a form must work all the same. */
const safely = (act, otherwise) => { try { return act(); } catch { return otherwise; } };
const drop = (key) => safely(() => localStorage.removeItem(PREFIX + key));
const read = (key) => safely(() => JSON.parse(localStorage.getItem(PREFIX + key)), null);
const draftKeys = () => safely(() => Object.keys(localStorage).filter((k) => k.startsWith(PREFIX)).map((k) => k.slice(PREFIX.length)), []);

/** Only the first time that it is shown: of a page loaded again nobody knows what it answers. */
const isAnswer = new URLSearchParams(location.search).get('done') === '1' && !(history.state && history.state.isSwept);

/** What this tab sent last, if this page says that it was done. */
function arrived() {
  const key = safely(() => sessionStorage.getItem(SENT), null);
  safely(() => sessionStorage.removeItem(SENT));
  safely(() => history.replaceState(Object.assign({}, history.state, { isSwept: true }), ''));
  return isAnswer && key ? [key] : [];
}

/** Drafts that nobody came back for, or that arrived, must not stay on a shared phone. */
function sweep() {
  const done = [...document.querySelectorAll('meta[name="draft-done"]')].map((m) => m.content).concat(arrived());
  for (const key of draftKeys()) {
    const draft = read(key) || {};
    if (done.includes('*') || done.includes(key) || !(Date.now() - draft.at < (draft.hers ? CAMERA : WEEK))) drop(key);
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
    const list = all[f.name] = all[f.name] || [];
    if (!isTick(f)) list.push(f.multiple && isSelect(f) ? [...f.selectedOptions].map((o) => o.value) : f.value);
    else if (f.checked) list.push(f.value);
  }
  return all;
}

/** What the server wrote into the form: a draft belongs to that, or to an empty one. */
const given = (form) => JSON.stringify(kept(form).filter((f) => !isTick(f) && !isSelect(f) && f.defaultValue !== '').map((f) => [f.name, f.defaultValue]));
const isRefused = (form) => form.querySelector('[aria-invalid="true"]') !== null;

/** A form the server filled in anew (an error, an edit since) knows better than an old draft. */
const fits = (form, draft) => !isRefused(form) && (given(form) === '[]' || given(form) === draft.given);

const isChanged = (f) => (isTick(f) ? f.checked !== f.defaultChecked
  : isSelect(f) ? [...f.options].some((o) => o.selected && !o.defaultSelected && o.index > 0) : f.value !== f.defaultValue);

/** What was typed is of no comfort while it is folded away. */
function unfold(element) {
  for (let box = element.closest('details'); box; box = box.parentElement && box.parentElement.closest('details')) box.open = true;
}

/** Puts back what was typed, row by row, and says whether anything came back. */
function restore(form, draft) {
  const rows = draft.rows || [];
  rowBoxes(form).forEach((box, i) => box.dispatchEvent(new CustomEvent('lines:grow', { detail: rows[i] || 0 })));
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
    }
    if (!isChanged(f)) continue;
    any = true;
    unfold(f);
  }
  return any;
}

/** Where the form says "kept on this phone"; quiet, so that it doesn't talk into the typing. */
function statusOf(form) {
  let status = form.querySelector('[data-draft-status]');
  return (words) => {
    if (!words) return;
    if (!status) {
      status = document.createElement('p');
      status.className = 'small';
      form.append(status);
    }
    status.textContent = words;
  };
}

/** Gives what was kept and came back, or nothing. */
function attach(form) {
  const key = form.dataset.draft;
  const say = statusOf(form);
  const clear = form.querySelector('[data-draft-clear]');
  const draft = read(key);
  // After a refusal the page may come back as it was before it was sent.
  const from = isRefused(form) && draft ? draft.given : given(form);
  let dirty = false, timer = 0, last = '', back = null;

  const save = () => {
    clearTimeout(timer);
    if (!dirty) return;
    dirty = false;
    const rows = rowBoxes(form).map((b) => b.querySelectorAll('[data-line]').length);
    const text = JSON.stringify({ at: Date.now(), values: values(form), rows, given: from, last, hers: isHers });
    if (safely(() => (localStorage.setItem(PREFIX + key, text), true), false)) say(form.dataset.draftSaved);
  };
  const touched = (event) => {
    dirty = true;
    last = event.target.name || last;
    clearTimeout(timer);
    timer = setTimeout(save, 600);
  };

  if (draft && draft.values && fits(form, draft) && restore(form, draft)) {
    say(form.dataset.draftRestored || form.dataset.draftSaved);
    if (clear) clear.hidden = false;
    back = { at: draft.at, field: kept(form).find((f) => f.name === draft.last) || form };
  }
  form.addEventListener('input', touched);
  form.addEventListener('change', touched);
  form.addEventListener('draft:keep', () => { dirty = true; save(); });
  const forget = () => { clearTimeout(timer); dirty = false; drop(key); };
  form.addEventListener('draft:drop', forget);
  form.addEventListener('reset', forget);
  if (clear) clear.addEventListener('click', () => { form.reset(); clear.hidden = true; });
  addEventListener('pagehide', save);
  document.addEventListener('visibilitychange', () => { if (document.hidden) save(); });
  return back;
}

/** Whoever was torn out of a form by the camera comes back to where she was in it. */
function comeBack(all) {
  const latest = all.filter((one) => one && Date.now() - one.at < CAMERA).sort((a, b) => b.at - a.at)[0];
  if (!latest || isAnswer || location.hash) return;
  const { top, bottom } = latest.field.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) latest.field.scrollIntoView({ block: 'center' });
}

sweep();
comeBack([...document.querySelectorAll('form[data-draft]')].map(attach));
// Last of all: what a guard held back was not sent.
addEventListener('submit', (event) => {
  if (!event.defaultPrevented) safely(() => sessionStorage.setItem(SENT, event.target.dataset.draft || ''));
});
