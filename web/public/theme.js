// Runs before the first paint, so that a chosen theme never flashes in the other one. src/lib/preferences.ts writes the value.
try {
  const { theme } = JSON.parse(localStorage.getItem('waybill.preferences') ?? '{}');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Without storage the theme follows the system.
}
