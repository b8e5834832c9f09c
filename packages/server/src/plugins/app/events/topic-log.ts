/**
 * What happened to one topic, for readers that come back: the last events by number. Of events that
 * replace each other (how far a run is) only the newest is kept.
 */

/** Something that happened. */
export interface LoggedEvent {
  /** of its topic, rising, without gaps among all that were ever published */
  readonly seq: number;
  readonly event: string;
  readonly data: unknown;
  /** whether a later one of its kind makes it worthless */
  readonly replaceable: boolean;
}

/** Most events that a topic keeps; readers that missed more are given a snapshot. */
export const TOPIC_EVENTS = 256;

/** The last events of a topic. */
export class TopicLog {
  #events: LoggedEvent[] = [];
  #seq: number;
  /** number of the newest event that was dropped although it mattered */
  #droppedSeq: number;

  /** @param seq number that the first event comes after: of a log before this one, 0 for none */
  constructor(seq = 0) {
    this.#seq = seq;
    this.#droppedSeq = seq;
  }

  /** number of the last event */
  get seq(): number {
    return this.#seq;
  }

  /** Adds an event. Returns it with its number. */
  add(event: string, data: unknown, replaceable: boolean): LoggedEvent {
    const logged = { seq: ++this.#seq, event, data, replaceable };
    if (replaceable) {
      this.#events = this.#events.filter((one) => !(one.replaceable && one.event === event));
    }
    this.#events.push(logged);
    if (this.#events.length > TOPIC_EVENTS) this.#droppedSeq = this.#events.shift()?.seq ?? 0;
    return logged;
  }

  /** What came after `seq`, oldest first; null when some of it is gone, or `seq` never was. */
  after(seq: number): readonly LoggedEvent[] | null {
    if (seq < this.#droppedSeq || seq > this.#seq) return null;
    return this.#events.filter((one) => one.seq > seq);
  }
}
