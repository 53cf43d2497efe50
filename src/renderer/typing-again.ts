/**
 * A dialogue that closes gives the focus back to the field it was opened from. Chromium does so while that field still counts as
 * covered, and then nothing that is typed arrives in it: it has to take the focus once more. Listens for as long as the page lives.
 */
export function typeAgainAfterDialogs(): void {
  // The event does not bubble, and comes after the focus.
  document.addEventListener(
    'close',
    () => {
      const field = document.activeElement;
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
      field.blur();
      field.focus({ preventScroll: true });
    },
    true,
  );
}
