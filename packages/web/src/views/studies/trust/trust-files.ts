/** A verdict as files: the document, and the page that the engine writes of it. */
import { studyReport, type TrustJson } from "@perpmill/engine";
import type { Language } from "../../../locales";
import { saveFile } from "../parts/save-file";

export function saveJson(verdict: TrustJson): void {
  saveFile("trust.json", new Blob([JSON.stringify(verdict)], { type: "application/json" }));
}

export function savePage(verdict: TrustJson, language: Language): void {
  saveFile("trust.html", new Blob([studyReport(verdict, { language })], { type: "text/html" }));
}
