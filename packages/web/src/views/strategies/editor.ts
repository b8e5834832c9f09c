/** The editor of sources: CodeMirror in the colours of the app. */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { javascript } from "@codemirror/lang-javascript";
import {
  bracketMatching,
  foldGutter,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { lintGutter, lintKeymap, type Diagnostic as Mark, setDiagnostics } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  hoverTooltip,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Diagnostic } from "@perpmill/engine";
import type { Suggestions } from "./completion";

/** Tokens are the app's, so that both themes hold. */
const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier], color: "var(--series-5)" },
  { tag: [tags.typeName, tags.className], color: "var(--series-7)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--series-3)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--series-2)" },
  { tag: [tags.comment], color: "var(--dim)", fontStyle: "italic" },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: "var(--series-1)",
  },
  { tag: [tags.definition(tags.propertyName)], color: "var(--series-1)" },
  { tag: [tags.operator, tags.punctuation], color: "var(--dim)" },
]);

const LOOK = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--ground)", color: "var(--text)", fontSize: "13px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55", overflow: "auto" },
  ".cm-content": { caretColor: "var(--text)", padding: "8px 0" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": {
    backgroundColor: "var(--panel)",
    color: "var(--dim)",
    border: "none",
    borderRight: "1px solid var(--line)",
  },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--raised) 55%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "var(--raised)", color: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "color-mix(in srgb, var(--accent) 32%, transparent)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--raised)",
    outline: "1px solid var(--line)",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--panel)",
    color: "var(--text)",
    border: "1px solid var(--line)",
    borderRadius: "var(--radius)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)", fontSize: "12px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--accent-fill)",
    color: "var(--on-accent)",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionDetail": { color: "var(--dim)", fontStyle: "normal" },
  ".cm-completionInfo": { maxWidth: "320px", padding: "8px", fontFamily: "var(--font)" },
  ".cm-diagnostic": { borderLeftWidth: "2px", padding: "6px 10px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
  ".cm-foldPlaceholder": {
    backgroundColor: "var(--raised)",
    border: "1px solid var(--line)",
    color: "var(--dim)",
  },
  ".cm-word-help": { maxWidth: "380px", padding: "8px" },
  ".cm-word-help code": { fontFamily: "var(--mono)", fontSize: "12px" },
});

/** What the app wants of its editor. */
export interface EditorOptions {
  readonly host: HTMLElement;
  readonly source: string;
  /** told to screen readers */
  readonly label: string;
  readonly readOnly: boolean;
  readonly suggestions: Suggestions;
  readonly onChange: (source: string) => void;
  readonly onSave: () => void;
}

function wordHelp(suggestions: Suggestions): Extension {
  return hoverTooltip((view, pos) => {
    const word = view.state.wordAt(pos);
    if (word === null) return null;
    const found = suggestions.explain(view.state.sliceDoc(word.from, word.to));
    if (found === null) return null;
    const create = () => {
      const dom = document.createElement("div");
      dom.className = "cm-word-help";
      dom.append(Object.assign(document.createElement("code"), { textContent: found.title }));
      dom.append(Object.assign(document.createElement("div"), { textContent: found.text }));
      return { dom };
    };
    return { pos: word.from, end: word.to, above: true, create };
  });
}

function extensionsOf(options: EditorOptions): Extension {
  const { label, suggestions, readOnly, onChange, onSave } = options;
  const save = () => {
    onSave();
    return true;
  };
  return [
    lineNumbers(),
    lintGutter(),
    foldGutter(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    history(),
    drawSelection(),
    indentOnInput(),
    indentUnit.of("  "),
    bracketMatching(),
    closeBrackets(),
    autocompletion({ override: [suggestions.at] }),
    wordHelp(suggestions),
    javascript({ typescript: true }),
    syntaxHighlighting(COLOURS),
    LOOK,
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
    keymap.of([
      { key: "Mod-s", run: save, preventDefault: true },
      ...completionKeymap,
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      ...lintKeymap,
      indentWithTab,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onChange(update.state.doc.toString());
    }),
  ];
}

export class SourceEditor {
  readonly #view: EditorView;

  constructor(options: EditorOptions) {
    const state = EditorState.create({ doc: options.source, extensions: extensionsOf(options) });
    this.#view = new EditorView({ state, parent: options.host });
  }

  /** Puts another source into it, unless it is there. */
  show(source: string): void {
    const { doc } = this.#view.state;
    if (doc.toString() === source) return;
    this.#view.dispatch({ changes: { from: 0, to: doc.length, insert: source } });
  }

  /** Marks what is wrong. */
  mark(diagnostics: readonly Diagnostic[]): void {
    const { state } = this.#view;
    const marks = diagnostics.map((one): Mark => {
      const from = this.#offset(one.line, one.column);
      const to = Math.min(state.doc.length, from + Math.max(1, one.length));
      const message = one.hint === "" ? one.message : `${one.message}\n${one.hint}`;
      return { from, to, severity: "error", message };
    });
    this.#view.dispatch(setDiagnostics(state, marks));
  }

  /** Puts the cursor at a place. */
  goTo(line: number, column: number): void {
    const anchor = this.#offset(line, column);
    this.#view.dispatch({ selection: { anchor }, scrollIntoView: true });
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }

  #offset(line: number, column: number): number {
    const { doc } = this.#view.state;
    const at = doc.line(Math.min(Math.max(1, line), doc.lines));
    return Math.min(at.from + Math.max(0, column - 1), at.to);
  }
}
