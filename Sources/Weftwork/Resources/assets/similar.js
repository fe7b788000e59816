/** What the server compares: public words only, never who asks or how she is reached. */
const FIELDS = ['title', 'lines', 'institution', 'province', 'city', 'district'];
const PAUSE = 700;
const valueOf = (form, name) => (form.elements[name] && form.elements[name].value) || '';

/** Similar public needs appear while she types; nothing waits for them, and without them the form is as good. */
function attach(form) {
  const list = form.querySelector('[data-similar-list]');
  if (!list) return;
  let timer = 0, running = null, last = '';

  const words = () => {
    const data = new URLSearchParams();
    for (const name of FIELDS) data.set(name, valueOf(form, name));
    return data;
  };
  const compare = async () => {
    const data = words();
    if (data.toString() === last) return;
    last = data.toString();
    if (running) running.abort();
    if (data.get('title').trim().length + data.get('lines').trim().length < 3) {
      list.textContent = '';
      return;
    }
    running = new AbortController();
    data.set('_token', valueOf(form, '_token'));
    try {
      const answer = await fetch(form.dataset.similar, { method: 'POST', body: data, signal: running.signal });
      if (answer.ok) list.innerHTML = await answer.text();
    } catch { /* a lost line or a newer question: what stands there stays */ }
  };

  form.addEventListener('input', (event) => {
    if (!FIELDS.includes(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(compare, PAUSE);
  });
  list.addEventListener('click', (event) => {
    const button = event.target.closest('[data-follow]');
    if (!button) return;
    // A button of the form's own, so that whatever holds a submission back sends it as this one; the last, so that Enter
    // in a field never means it.
    const sender = document.createElement('button');
    Object.assign(sender, { type: 'submit', name: 'do', value: `follow:${button.dataset.follow}`, hidden: true });
    form.append(sender);
    // Not requestSubmit, which phones before iOS 16 lack.
    sender.click();
  });
}

document.querySelectorAll('form[data-similar]').forEach(attach);
