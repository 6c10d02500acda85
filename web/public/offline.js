// Of the page without a network: the same address once more, with what stands behind its #.
for (const button of document.querySelectorAll('button')) {
  button.addEventListener('click', () => location.reload());
}
addEventListener('online', () => location.reload());
