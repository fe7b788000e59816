const HOLD = 10 * 1000;
const held = new WeakMap();

/** A second tap on a slow line must not ask twice; the button itself stays enabled so that its value is sent. */
function hold(form) {
  form.setAttribute('aria-busy', 'true');
  held.set(form, setTimeout(() => release(form), HOLD));
}

function release(form) {
  clearTimeout(held.get(form));
  held.delete(form);
  form.removeAttribute('aria-busy');
}

const wordsFor = (form) => {
  const box = form.closest('[data-offline-words]') || document.querySelector('[data-offline-words]');
  return box ? box.dataset.offlineWords : '';
};

/** Says beside the button what happened and that nothing typed is lost. */
function tell(form, words) {
  let note = form.querySelector('[data-offline-note]');
  if (!note) {
    note = document.createElement('p');
    note.className = 'note warn';
    note.setAttribute('role', 'alert');
    note.dataset.offlineNote = '';
    form.append(note);
  }
  note.hidden = false;
  note.textContent = words || '';
}

/** Browsers sometimes believe they are offline when they aren't; asking the server settles it. */
async function reachable() {
  try {
    return (await fetch('/healthz', { method: 'HEAD', cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

async function keepOrSend(form, submitter) {
  form.dispatchEvent(new Event('draft:keep'));
  if (!(await reachable())) return tell(form, wordsFor(form));
  form.dataset.online = '';
  // Phones before iOS 16 lack requestSubmit; a press on the button says the same there, its value with it.
  const button = submitter || form.appendChild(Object.assign(document.createElement('button'), { hidden: true }));
  button.click();
}

/** Older phones don't say which button sent a form. */
let pressed = null;
document.addEventListener('click', (event) => { pressed = event.target.closest('button, input[type="submit"]'); }, true);
const senderOf = (event) => event.submitter || (pressed && pressed.form === event.target ? pressed : null);

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (event.defaultPrevented || !/^post$/i.test(form.getAttribute('method')) || form.dataset.guard === 'off') return;
  if (held.has(form)) {
    event.preventDefault();
  } else if (!navigator.onLine && !('online' in form.dataset)) {
    event.preventDefault();
    keepOrSend(form, senderOf(event));
  } else {
    delete form.dataset.online;
    hold(form);
  }
});

addEventListener('online', () => { for (const note of document.querySelectorAll('[data-offline-note]')) note.hidden = true; });
addEventListener('pageshow', (event) => { if (event.persisted) document.querySelectorAll('form[aria-busy]').forEach(release); });
