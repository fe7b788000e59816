const SIDE = 1600;

/** Drawn anew on the device: a tenth of the bytes on a bad line, upright, without where it was taken. */
async function shrink(file) {
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(image.width * scale));
    canvas.height = Math.max(1, Math.round(image.height * scale));
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    image.close();
    const small = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
    return small && small.size < file.size ? small : file;
  } catch {
    // What this device can't draw goes as it is; the server says what is wrong with it.
    return file;
  }
}

/** What the server's page says went wrong. */
function faultIn(text) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  const fault = page.querySelector('.errors li') || page.querySelector('main .note');
  return fault ? fault.textContent.trim() : '';
}

/** Sends one photo; tells how far it is. Rejects with words, or with none where the line broke. */
function send(form, photo, name, words, once, onProgress) {
  const data = new FormData();
  for (const field of form.querySelectorAll('input[type="hidden"]')) data.append(field.name, field.value);
  data.set('_once', once);
  data.append('words', words);
  data.append('photo', photo, name);
  return new Promise((done, fail) => {
    const ask = new XMLHttpRequest();
    ask.open('POST', form.action);
    ask.setRequestHeader('Accept', 'text/html');
    ask.upload.addEventListener('progress', (event) => { if (event.lengthComputable) onProgress(event.loaded / event.total); });
    ask.addEventListener('load', () => (ask.status < 400 ? done(ask.responseURL) : fail(faultIn(ask.responseText))));
    for (const kind of ['error', 'abort', 'timeout']) ask.addEventListener(kind, () => fail(''));
    ask.send(data);
  });
}

function element(tag, parts = {}) {
  return Object.assign(document.createElement(tag), parts);
}

/** One chosen photo: a line about it, how far it is, and its own button to try again. */
function row(form, file, number) {
  const { sending, sent, failed, again, missing } = form.dataset;
  const model = form.querySelector('[name="words"]');
  const once = `${form.querySelector('[name="_once"]').value}-${number}-${file.lastModified}-${file.size}`;
  const box = element('div', { className: 'field' });
  // Several such forms may stand on one page.
  const id = form.dataset.place === 'photos' ? `photo-words-${number}` : `photo-words-${form.dataset.place}-${number}`;
  const label = element('label', { htmlFor: id, textContent: `${form.querySelector(`label[for="${model.id}"]`).textContent.trim()} (${file.name})` });
  const words = element('input', { id, type: 'text', autocomplete: 'off', value: number === 0 ? model.value : '' });
  const bar = element('progress', { max: 1, value: 0, hidden: true });
  bar.setAttribute('aria-label', file.name);
  const said = element('p', { className: 'small' });
  said.setAttribute('role', 'status');
  const retry = element('button', { type: 'button', className: 'btn', textContent: again, hidden: true });
  retry.setAttribute('aria-label', `${again}: ${file.name}`);
  box.append(label, words, bar, said, retry);

  // The form's own line is the one that is kept on the device, should the camera take the page away.
  if (number === 0) words.addEventListener('input', () => { model.value = words.value; });

  let photo = null;
  const state = { box, done: false, place: '' };
  state.go = async () => {
    if (state.done) return true;
    // Without a line the server would refuse it: not a byte is sent for that.
    if (words.value.trim() === '') {
      said.textContent = missing;
      retry.hidden = false;
      words.focus();
      return false;
    }
    retry.hidden = true;
    bar.hidden = false;
    said.textContent = sending.replace('{p}', 0);
    photo = photo || await shrink(file);
    try {
      state.place = await send(form, photo, file.name, words.value, once, (share) => {
        bar.value = share;
        said.textContent = sending.replace('{p}', Math.round(share * 100));
      });
      state.done = true;
      said.textContent = sent;
      words.readOnly = true;
      // Its line has arrived; it must not come back as that of another photo.
      if (number === 0) {
        model.value = '';
        form.dispatchEvent(new Event('draft:drop'));
      }
    } catch (fault) {
      said.textContent = fault || failed;
      retry.hidden = false;
      words.focus();
    }
    bar.hidden = true;
    return state.done;
  };
  retry.addEventListener('click', async () => { if (await state.go()) state.after(); });
  return state;
}

function attach(form) {
  const input = form.querySelector('input[type="file"]'), words = form.querySelector('[name="words"]');
  const list = element('div', { className: 'stack' });
  const most = Number(form.dataset.photos) || 1;
  let rows = [];
  input.multiple = most > 1;
  // The guard against a second tap reckons with a page that goes away.
  form.dataset.guard = 'off';
  input.closest('.field').after(list);

  const finish = () => {
    if (rows.length > 0 && rows.every((one) => one.done)) {
      form.dispatchEvent(new Event('draft:drop'));
      const place = new URL(rows[0].place || location.href, location.href);
      place.hash = form.dataset.place || 'photos';
      const isHere = place.pathname === location.pathname && place.search === location.search;
      location.assign(place);
      if (isHere) location.reload();
    }
  };
  input.addEventListener('change', () => {
    rows = [...input.files].slice(0, most).map((file, number) => Object.assign(row(form, file, number), { after: finish }));
    list.textContent = '';
    list.append(...rows.map((one) => one.box));
    words.closest('.field').hidden = rows.length > 0;
  });
  form.addEventListener('submit', async (event) => {
    if (rows.length === 0) return;
    event.preventDefault();
    if (form.getAttribute('aria-busy')) return;
    form.setAttribute('aria-busy', 'true');
    // One after the other: on a bad line two at once are two that break.
    for (const one of rows) await one.go();
    form.removeAttribute('aria-busy');
    finish();
  });
}

document.querySelectorAll('form[data-photos]').forEach(attach);
