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
