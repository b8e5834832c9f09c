/** Whether the server can serve: it answers 503 with what is missing when it cannot. */
import type { Readiness } from "@perpmill/server/api";
import { API_BASE, offline } from "./client";

/** Throws ApiFailure when nobody answers. */
export async function readReadiness(): Promise<Readiness> {
  try {
    const response = await fetch(`${API_BASE}system/ready`);
    return (await response.json()) as Readiness;
  } catch {
    throw offline();
  }
}
