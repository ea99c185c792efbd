import { type Story, timeline } from './timeline';

/** The part of a cucumber World that a timeline needs. */
interface Attaching {
  attach(data: Buffer, options: { mediaType: string; fileName: string }): unknown;
}

/** The page opens attachments of this name by itself. */
export const FAILURE_TIMELINE = 'timeline of the failure.svg';
const TIMELINE = 'timeline.svg';

/** True for the name of an attachment that this file makes. */
export function isTimeline(fileName: string | undefined): boolean {
  return fileName === TIMELINE || fileName === FAILURE_TIMELINE;
}

/**
 * Attaches the timeline of a scenario to its report; call it in an After hook.
 * As a Buffer, because cucumber sends text attachments unencoded and its page shows only encoded images as images.
 */
export async function attachTimeline(world: Attaching, story: Story): Promise<void> {
  await world.attach(Buffer.from(timeline(story)), {
    mediaType: 'image/svg+xml',
    fileName: story.failed ? FAILURE_TIMELINE : TIMELINE,
  });
}

/**
 * Attaches pictures of what people had before them, under their names.
 * @returns a sentence if they cannot be had, so that the rest of the report is made all the same.
 */
export async function attachPictures(
  world: Attaching,
  take: () => Promise<readonly { readonly name: string; readonly jpeg: Buffer }[]>,
): Promise<string[]> {
  try {
    for (const { name, jpeg } of await take())
      await world.attach(jpeg, { mediaType: 'image/jpeg', fileName: `${name}.jpg` });
    return [];
  } catch (cause) {
    const [why] = (cause instanceof Error ? cause.message : String(cause)).split('\n', 1);
    return [`No picture of the pages could be taken: ${why}`];
  }
}
