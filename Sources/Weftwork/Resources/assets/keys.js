const items = () => [...document.querySelectorAll('[data-item]')].filter(visible);
const visible = (element) => element.getClientRects().length > 0;
const typing = (element) => element?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element?.tagName ?? '') && !/^(checkbox|radio|button|submit)$/.test(element.type);
const current = () => document.activeElement?.closest?.('[data-item]') ?? null;

/** One row at a time is in the tab order, as in any list that arrows walk through. */
function rove(to) {
  for (const item of items()) item.tabIndex = item === to ? 0 : -1;
  to.focus();
  to.scrollIntoView({ block: 'nearest' });
}

function step(by) {
  const all = items();
  if (all.length === 0) return false;
  const at = all.indexOf(current() ?? all.find((i) => i.getAttribute('tabindex') === '0'));
  rove(all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))]);
  return true;
}

/** A key means the row one is on first, and the page only then. */
function press(key) {
  const all = [...document.querySelectorAll('[data-key]')].filter((e) => e.dataset.key === key && visible(e) && !e.disabled);
  const row = current();
  const hit = (row && all.find((e) => row.contains(e))) ?? all.find((e) => !e.closest('[data-item]'));
  if (!hit) return false;
  if (typing(hit)) hit.focus(); else hit.click();
  return true;
}

function toggleList() {
  const list = document.querySelector('dialog[data-keys-list]');
  if (!list?.showModal) return false;
  if (list.open) list.close(); else list.showModal();
  return true;
}

function act(event) {
  if (event.key === '?') return toggleList();
  if (document.querySelector('dialog[open]') || event.shiftKey) return false;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === 'Enter') {
    const row = event.target.matches?.('[data-item]') ? event.target.querySelector('a[href]') : null;
    row?.click();
    return row !== null;
  }
  if (key === 'j') return step(1);
  if (key === 'k') return step(-1);
  return key.length === 1 && !event.repeat && press(key);
}

/** Single keys are a choice of the user's (body data-keys="on"): they collide with speech input and slips. */
if (document.body.dataset.keys === 'on') {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (act(event)) event.preventDefault();
  });
}
