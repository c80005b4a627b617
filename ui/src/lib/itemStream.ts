/**
 * Reads a JSON object whose last field is a long array, in pieces: first the object's own fields, then the array's
 * items as they arrive. Made for the answer of `GET /api/v1/traces/{id}`, whose first spans are worth showing while the
 * last are on their way.
 *
 * The object may hold no braces of other nested arrays of that field's name before it at its own level.
 */
export class ItemStreamParser<Head, Item> {
  private text = '';
  private position = 0;
  private depth = 0;
  private inString = false;
  private escaped = false;
  private itemStart = -1;
  private inItems = false;
  private finished = false;
  private head: Head | undefined;
  private keyStart = -1;
  private lastString = '';

  constructor(private readonly field: string) {}

  /** The object's fields, with an empty array for the items, once the array began. */
  get object(): Head | undefined {
    return this.head;
  }

  /** Whether the array has ended. */
  get done(): boolean {
    return this.finished;
  }

  /** Takes the next piece of text and gives the items that it completes. */
  push(piece: string): Item[] {
    this.text += piece;
    if (!this.inItems) this.scanHead();
    const items = this.inItems && !this.finished ? this.scanItems() : [];
    return items;
  }

  private scanHead(): void {
    for (; this.position < this.text.length; this.position++) {
      const char = this.text.charCodeAt(this.position);
      if (this.step(char)) continue;
      if (char === QUOTE) {
        this.inString = true;
        this.keyStart = this.position + 1;
      } else if (char === OPEN_BRACKET && this.depth === 1 && this.lastString === this.field) {
        this.head = JSON.parse(`${this.text.slice(0, this.position)}[]}`) as Head;
        this.text = this.text.slice(this.position + 1);
        this.position = 0;
        this.depth = 0;
        this.inItems = true;
        return;
      } else {
        this.nest(char);
      }
    }
  }

  private scanItems(): Item[] {
    const parts: string[] = [];
    for (; this.position < this.text.length; this.position++) {
      const char = this.text.charCodeAt(this.position);
      if (this.step(char)) continue;
      if (char === QUOTE) {
        this.inString = true;
      } else if (char === CLOSE_BRACKET && this.depth === 0) {
        this.finished = true;
        break;
      } else {
        const before = this.depth;
        this.nest(char);
        if (before === 0 && this.depth === 1) this.itemStart = this.position;
        if (before === 1 && this.depth === 0) parts.push(this.text.slice(this.itemStart, this.position + 1));
      }
    }
    // An unfinished item stays, and its scan goes on where it stopped.
    const keepFrom = this.depth > 0 ? this.itemStart : this.position;
    this.text = this.text.slice(keepFrom);
    this.position -= keepFrom;
    this.itemStart = 0;
    return parts.length === 0 ? [] : (JSON.parse(`[${parts.join(',')}]`) as Item[]);
  }

  /** Passes over characters inside strings, whose braces mean nothing. */
  private step(char: number): boolean {
    if (!this.inString) return false;
    if (this.escaped) this.escaped = false;
    else if (char === BACKSLASH) this.escaped = true;
    else if (char === QUOTE) {
      this.inString = false;
      if (!this.inItems && this.depth === 1) this.lastString = this.text.slice(this.keyStart, this.position);
    }
    return true;
  }

  private nest(char: number): void {
    if (char === OPEN_BRACE || char === OPEN_BRACKET) this.depth++;
    else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) this.depth--;
  }
}

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
