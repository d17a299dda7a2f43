// Comfort only: every page works without it.
(() => {
  const root = document.documentElement;

  document.getElementById('theme')?.addEventListener('click', () => {
    const dark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    try { localStorage.setItem('roadbed-theme', root.dataset.theme); } catch (e) { /* not kept */ }
  });

  // A filter acts as soon as it is chosen; without scripts there is the button.
  document.addEventListener('change', event => {
    const form = event.target.form;
    if (form?.id === 'filter' && event.target.type !== 'search') form.requestSubmit();
  });

  // On a phone the filters stay folded until they are wanted, also after a change of the list.
  let folded = matchMedia('(max-width: 58rem)').matches;
  const fold = () => {
    const facets = document.querySelector('.facets');
    if (facets) {
      facets.open = !folded;
      facets.addEventListener('toggle', () => { folded = !facets.open; });
    }
  };
  fold();
  document.addEventListener('htmx:afterSwap', fold);

  // Where a picture does not fit, its newest end is seen first; a graph shows its middle.
  for (const chart of document.querySelectorAll('.chart')) {
    const graph = chart.querySelector('.relation-graph');
    chart.scrollLeft = (chart.scrollWidth - chart.clientWidth) / (graph ? 2 : 1);
  }

  const rows = () => [...document.querySelectorAll('[data-rows] tbody tr:not(.group), ul[data-rows] li')]
    .filter(row => row.querySelector('a'));
  const current = () => document.querySelector('.current-row');

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(current());
    const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))];
    current()?.classList.remove('current-row');
    next.classList.add('current-row');
    next.querySelector('a').focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  }

  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const field = event.target.closest('input, select, textarea');
    if (field) {
      if (event.key === 'Escape') field.blur();
      return;
    }
    if (event.key === '/') {
      const box = document.getElementById('q') || document.getElementById('find');
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    } else if (event.key === 'j') {
      move(1);
    } else if (event.key === 'k') {
      move(-1);
    } else if (event.key === 'Enter' && event.target === document.body && current()) {
      current().querySelector('a').click();
    }
  });

  // Empty fields make addresses longer and say nothing.
  document.addEventListener('htmx:configRequest', event => {
    const parameters = event.detail.parameters;
    for (const name of Object.keys(parameters)) {
      if (parameters[name] === '') delete parameters[name];
    }
  });
})();
