/**
 * An object where a contract has a number or a text is not understood: whoever compares or prints it later would fail.
 * @throws TypeError
 */
export function refuseNested(part: object): void {
  if (Object.values(part).some((value) => typeof value === 'object' && value !== null)) {
    throw new TypeError('An object stands where a value should.');
  }
}
