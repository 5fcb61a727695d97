// A session for each worker, reset before each test.
import { beforeEach, inject } from "vitest";
import { session } from "../mock.mjs";

export const medusa = session(inject("medusa"), `vitest-${process.env.VITEST_POOL_ID}`);

beforeEach(() => medusa.reset());
