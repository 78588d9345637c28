/** An amount of US dollars: with cents, and two digits of less than one. */
export function dollars(amount: number): string {
  const digits =
    amount > 0 && amount < 0.01
      ? { maximumSignificantDigits: 2 }
      : { minimumFractionDigits: 2, maximumFractionDigits: 2 };
  return `$${amount.toLocaleString('en-US', digits)}`;
}
