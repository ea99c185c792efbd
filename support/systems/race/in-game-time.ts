/**
 * In-game time as a feature writes it ("4:10", "1:02:03", "4:10.250") to milliseconds.
 * @throws RangeError naming the text.
 */
export function milliseconds(text: string): number {
  const parts = /^(?:(\d+):)?(\d{1,2}):(\d{2})(?:\.(\d{1,3}))?$/.exec(text);
  const [, hours = '0', minutes = '', seconds = '', fraction = ''] = parts ?? [];
  if (!parts || Number(seconds) > 59 || (parts[1] !== undefined && Number(minutes) > 59)) {
    throw new RangeError(`"${text}" is no in-game time; write minutes and seconds, like 4:10 or 1:02:03.`);
  }
  return (
    ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(fraction.padEnd(3, '0'))
  );
}

/** Milliseconds as a feature writes them: 250000 is "4:10". */
export function inGame(time: number): string {
  const fraction = time % 1_000;
  const seconds = Math.floor(time / 1_000) % 60;
  const minutes = Math.floor(time / 60_000) % 60;
  const hours = Math.floor(time / 3_600_000);
  const two = (number: number) => String(number).padStart(2, '0');
  const head = hours > 0 ? `${hours}:${two(minutes)}` : `${minutes}`;
  return `${head}:${two(seconds)}${fraction > 0 ? `.${String(fraction).padStart(3, '0')}` : ''}`;
}
