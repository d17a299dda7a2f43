// Runs before the first paint: scripts are here, and the reader's choice of light or dark holds.
(() => {
  const root = document.documentElement;
  root.classList.add('js');
  try {
    const theme = localStorage.getItem('roadbed-theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  } catch (e) { /* storage may be forbidden; then the system's choice holds */ }
})();
