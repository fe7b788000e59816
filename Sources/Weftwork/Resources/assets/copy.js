/** Plain http on a village's own server has no clipboard API; the old way still works there. */
async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    const focused = document.activeElement;
    area.value = text;
    area.className = 'visually-hidden';
    document.body.append(area);
    area.select();
    let done = false;
    try { done = document.execCommand('copy'); } catch { /* said below */ }
    area.remove();
    if (focused) focused.focus();
    return done;
  }
}

function attach(button) {
  const said = document.createElement('span');
  said.className = 'said';
  said.setAttribute('role', 'status');
  button.after(said);
  button.hidden = false;
  button.addEventListener('click', async () => {
    const { copy, copied, copyFailed } = button.dataset;
    said.textContent = ((await put(copy)) ? copied : copyFailed) || '';
    setTimeout(() => { said.textContent = ''; }, 4000);
  });
}

document.querySelectorAll('button[data-copy]').forEach(attach);
