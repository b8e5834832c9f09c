/*
 * The kernel's loops in C: a yardstick for what WebAssembly costs. Mark series are left out.
 *   perpmill-c COLUMNS RUN plain|lazy REPEATS
 * Both files are written by src/c-files.ts. Prints one JSON object: CPU nanoseconds of every repeat,
 * and the result with checksums that must equal the kernel's.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "simulate.h"

#define TRADE_CAPACITY 32768

static void *allocate(size_t bytes) {
  void *memory = calloc(1, bytes > 0 ? bytes : 1);
  if (memory == NULL) {
    fprintf(stderr, "out of memory\n");
    exit(1);
  }
  return memory;
}

static void *readItems(FILE *file, size_t size, size_t count) {
  void *items = allocate(size * count);
  if (fread(items, size, count, file) != count) {
    fprintf(stderr, "the input file is too short\n");
    exit(1);
  }
  return items;
}

static FILE *openFile(const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    perror(path);
    exit(1);
  }
  return file;
}

static Market readMarket(const char *path) {
  FILE *file = openFile(path);
  const double *head = readItems(file, 8, 7);
  const int32_t count = (int32_t)head[0];
  Market m = {.count = count, .baseTimeMs = head[2], .intervalMs = head[3],
              .offset2 = head[4], .offset3 = head[5], .offset4 = head[6]};
  if (head[1] != 0) m.volume = readItems(file, 8, count);
  m.time = readItems(file, 4, count);
  m.open = readItems(file, 4, count);
  m.high = readItems(file, 4, count);
  m.low = readItems(file, 4, count);
  m.close = readItems(file, 4, count);
  fclose(file);
  return m;
}

static void readRun(Run *s, const char *path) {
  FILE *file = openFile(path);
  const int32_t *sizes = readItems(file, 4, 2);
  if (sizes[0] != sizeof(Floats) || sizes[1] != sizeof(Ints)) {
    fprintf(stderr, "layout.h and src/c-files.ts do not list the same fields\n");
    exit(1);
  }
  s->f = *(const Floats *)readItems(file, sizeof(Floats), 1);
  s->n = *(const Ints *)readItems(file, sizeof(Ints), 1);
  s->tiers = readItems(file, sizeof(Tier), s->n.tierCount);
  s->eventTimes = readItems(file, 8, s->n.eventCount);
  s->eventRates = readItems(file, 8, s->n.eventCount);
  s->eventKinds = readItems(file, 4, s->n.eventCount);
  fclose(file);
}

/* Trades that were taken out of the log, a block for each time it was full. */
typedef struct Block {
  struct Block *before;
  int32_t length;
  double *floats;
  int32_t *flags;
} Block;

static Block *drainTrades(Run *s, Block *before) {
  Block *block = allocate(sizeof(Block));
  const size_t n = (size_t)s->tradeCount;
  block->before = before;
  block->length = s->tradeCount;
  block->floats = allocate(TRADE_F64_COLUMNS * n * 8);
  block->flags = allocate(2 * n * 4);
  for (size_t c = 0; c < TRADE_F64_COLUMNS; c++) {
    memcpy(block->floats + c * n, s->tradeFloats + c * TRADE_CAPACITY, n * 8);
  }
  memcpy(block->flags, s->tradeFlags, n * 4);
  memcpy(block->flags + n, s->tradeBars, n * 4);
  s->tradeCount = 0;
  return block;
}

static uint32_t hashWord(uint32_t hash, uint32_t word) {
  word *= 0xcc9e2d51u;
  word = (word << 15) | (word >> 17);
  hash ^= word * 0x1b873593u;
  hash = (hash << 13) | (hash >> 19);
  return hash * 5 + 0xe6546b64u;
}

static uint32_t hashDouble(uint32_t hash, double value) {
  uint32_t words[2];
  memcpy(words, &value, 8);
  return hashWord(hashWord(hash, words[0]), words[1]);
}

/* Time, price, lots and flags of every trade, in order; takes the blocks apart. */
static uint32_t hashTrades(Block *last) {
  Block *first = NULL;
  while (last != NULL) {
    Block *before = last->before;
    last->before = first;
    first = last;
    last = before;
  }
  uint32_t hash = 0;
  while (first != NULL) {
    Block *next = first->before;
    for (int32_t i = 0; i < first->length; i++) {
      for (int c = 0; c < 3; c++) hash = hashDouble(hash, first->floats[c * first->length + i]);
      hash = hashWord(hash, (uint32_t)first->flags[i]);
    }
    free(first->floats);
    free(first->flags);
    free(first);
    first = next;
  }
  return hash;
}

static double cpuNs(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 5) {
    fprintf(stderr, "usage: perpmill-c COLUMNS RUN plain|lazy REPEATS\n");
    return 2;
  }
  const Market market = readMarket(argv[1]);
  Run *s = allocate(sizeof(Run));
  readRun(s, argv[2]);
  s->market = &market;
  s->layer = strcmp(argv[3], "plain") == 0 ? LAYER_PLAIN : LAYER_LAZY;
  s->tradeCapacity = TRADE_CAPACITY;
  s->tradeFloats = allocate((size_t)TRADE_F64_COLUMNS * TRADE_CAPACITY * 8);
  s->tradeBars = allocate((size_t)TRADE_CAPACITY * 4);
  s->tradeFlags = allocate((size_t)TRADE_CAPACITY * 4);
  s->equityColumn = allocate((size_t)market.count * 8);
  const int64_t days = (openTimeOf(&market, market.count - 1) - openTimeOf(&market, 0)) / DAY_MS;
  s->dailyColumn = allocate((size_t)(days + 3) * 8);
  const int repeats = atoi(argv[4]);
  uint32_t trades = 0;
  printf("{\"cpuNs\":[");
  for (int r = 0; r < repeats; r++) {
    Block *blocks = NULL;
    const double start = cpuNs();
    startRun(s);
    while (advanceRun(s) == STATUS_DRAIN) blocks = drainTrades(s, blocks);
    blocks = drainTrades(s, blocks);
    finishRun(s);
    printf("%s%.0f", r > 0 ? "," : "", cpuNs() - start);
    trades = hashTrades(blocks);
  }
  uint32_t equity = 0;
  for (int32_t i = 0; i < s->cursor; i++) equity = hashDouble(equity, s->equityColumn[i]);
  printf("],\"bars\":%d,\"fills\":%.0f,\"liquidated\":%d,\"stopped\":%d,", s->cursor, s->fills,
         s->liquidated, s->stopped);
  printf("\"balance\":%.17g,\"lastEquity\":%.17g,\"worstDrawdown\":%.17g,\"worstIntrabar\":%.17g,",
         s->balance, s->lastEquity, s->worstDrawdown, s->worstIntrabar);
  printf("\"longestMs\":%lld,\"exposedBars\":%.0f,\"holding\":%.17g,\"days\":%d,",
         (long long)s->longestMs, s->exposedBars, s->holding, s->dayCount);
  printf("\"tradesHash\":%u,\"equityHash\":%u}\n", trades, equity);
  return 0;
}
