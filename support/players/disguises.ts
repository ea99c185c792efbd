/** A text as it may travel: what stands there then, and how a reader calls that. */
export interface Disguise {
  readonly text: string;
  /** Completes "it was there …": `as base64`. Empty for the text as it is. */
  readonly how: string;
}

/**
 * Every form in which a text may be found in frames, pages, addresses, logs and reports: as it is, as JSON, URLs and HTML write it, as base64
 * (wherever in the encoded it begins) and as hexadecimal digits. Letters and digits have few forms.
 */
export function disguisesOf(text: string): Disguise[] {
  const forms = new Map<string, string>();
  const add = (how: string, ...texts: readonly string[]) => {
    for (const one of texts) if (!forms.has(one)) forms.set(one, how);
  };
  const bytes = Buffer.from(text);
  const escaped = JSON.stringify(text).slice(1, -1);
  add('', text);
  add('as JSON', escaped, escaped.replaceAll('/', '\\/'), escaped.replace(/[^ -~]/g, unicode));
  add('as JSON', text.replace(/[\s\S]/g, unicode));
  const wellFormed = bytes.toString();
  add('as in a URL', encodeURIComponent(wellFormed), encodeURI(wellFormed));
  add('as in a URL', new URLSearchParams({ '': text }).toString().slice(1));
  add('as in a URL', [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  const markup = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = markup.replaceAll('"', '&quot;');
  add(
    'as HTML',
    markup,
    quoted,
    ...['&#39;', '&#x27;', '&apos;'].map((sign) => quoted.replaceAll("'", sign)),
  );
  add('as HTML', [...text].map((letter) => `&#${letter.codePointAt(0)};`).join(''));
  add('as HTML', [...text].map((letter) => `&#x${letter.codePointAt(0)?.toString(16)};`).join(''));
  for (const offset of [0, 1, 2]) {
    const inside = insideBase64(bytes, offset);
    add('as base64', inside, inside.replaceAll('+', '-').replaceAll('/', '_'));
  }
  add('as hexadecimal digits', bytes.toString('hex'));
  return [...forms].map(([form, how]) => ({ text: form, how }));
}

/** Every form in which a whole number may be found: as it is, and with its thousands apart. */
export function disguisesOfNumber(digits: string): Disguise[] {
  const apart = [',', '.', "'", ' ', '_'].map((mark) => digits.replace(/\B(?=(\d{3})+$)/g, mark));
  return [{ text: digits, how: '' }, ...apart.map((text) => ({ text, how: 'with its thousands apart' }))];
}

function unicode(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** What base64 makes of the bytes whatever stands before and after them, if they begin at that byte of a group of three. */
function insideBase64(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const first = Math.ceil((offset * 8) / 6);
  const end = Math.floor(((offset + bytes.length) * 8) / 6);
  return encoded.slice(first, end);
}
