/** A line of a stack trace, told apart so that the lines that matter stand out. */
export interface StackLine {
  text: string;
  kind: 'message' | 'own' | 'library';
}

const FRAME = /^\s*(at |File "|#\d+ |from |\.\.\. \d+ more)|^\s+\S.*:\d+(:\d+)?\)?$|^goroutine /;
const LIBRARY =
  /^\s*at (?:[\w.]+\/)?(?:java|javax|jdk|sun|kotlin|scala|io\.netty|reactor|org\.springframework|org\.apache|com\.fasterxml)\.|site-packages|dist-packages|lib\/python\d|<frozen |node_modules|node:internal|\(internal\/|\.\.\. \d+ more/;

/**
 * Reads a stack trace of Java, Python, JavaScript and the like, line by line. In Python's form, the line of code below a
 * "File" line belongs to that frame.
 */
export function readStackTrace(text: string): StackLine[] {
  let python: StackLine['kind'] | null = null;
  return text
    .replace(/\s+$/, '')
    .split(/\r?\n/)
    .map((line) => {
      if (FRAME.test(line)) {
        const kind = LIBRARY.test(line) ? 'library' : 'own';
        python = /^\s*File "/.test(line) ? kind : null;
        return { text: line, kind };
      }
      if (python && /^\s{4,}/.test(line)) return { text: line, kind: python };
      python = null;
      return { text: line, kind: 'message' };
    });
}
