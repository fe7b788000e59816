/// Minimum-cost flow by LEMON's network simplex (liblemon-dev; Boost licence), with the plain interface that Swift imports.
#ifndef CLEMON_H
#define CLEMON_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { CLEMON_OPTIMAL = 0, CLEMON_INFEASIBLE = 1, CLEMON_UNBOUNDED = 2, CLEMON_NO_MEMORY = 3 };

/// Finds what flows on each arc so that every node gives exactly `supply[node]` (takes, where it is negative), no arc carries more
/// than `capacity[arc]`, and the sum of `cost[arc] * flow[arc]` is least. The supplies sum up to nothing. Arcs may be parallel.
int clemon_min_cost_flow(int32_t nodes, const int64_t *supply, int32_t arcs, const int32_t *tail, const int32_t *head,
                         const int64_t *capacity, const int64_t *cost, int64_t *flow);

#ifdef __cplusplus
}
#endif

#endif
