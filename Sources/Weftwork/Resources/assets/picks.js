/** A tap adds the thing as a line of its own; the number is typed behind it. */
function attach(box) {
  const field = document.getElementById(box.dataset.picks);
  if (!field) return;
  box.hidden = false;
  box.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    const before = field.value.replace(/\s+$/, '');
    field.value = (before ? before + '\n' : '') + button.textContent.trim() + ' ';
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

document.querySelectorAll('[data-picks]').forEach(attach);
