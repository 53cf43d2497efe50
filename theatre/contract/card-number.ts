/** Whether a text is the number of a payment card, with blanks or hyphens or without: that is nobody's to keep. */
export function isCardNumber(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  if (!/^\d{13,19}$/.test(digits)) return false;
  // Luhn's check digit: every second digit from the right doubled, its own digits added.
  let sum = 0;
  for (const [place, digit] of Array.from(digits).reverse().entries()) {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
