#include "CLemon.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <new>

namespace {

using Graph = lemon::SmartDigraph;
using Simplex = lemon::NetworkSimplex<Graph, int64_t, int64_t>;

/// A plain array read as a map of LEMON's; nothing is copied.
template <typename Item>
struct Column {
    using Key = Item;
    using Value = int64_t;
    const int64_t *values;
    int64_t operator[](const Item &item) const { return values[Graph::id(item)]; }
};

}  // namespace

extern "C" int clemon_min_cost_flow(int32_t nodes, const int64_t *supply, int32_t arcs, const int32_t *tail,
                                    const int32_t *head, const int64_t *capacity, const int64_t *cost, int64_t *flow) {
    try {
        Graph graph;
        graph.reserveNode(nodes);
        graph.reserveArc(arcs);
        for (int32_t node = 0; node < nodes; ++node) graph.addNode();
        for (int32_t arc = 0; arc < arcs; ++arc) graph.addArc(Graph::nodeFromId(tail[arc]), Graph::nodeFromId(head[arc]));
        Simplex simplex(graph);
        Column<Graph::Arc> upper{capacity}, price{cost};
        Column<Graph::Node> gives{supply};
        simplex.upperMap(upper).costMap(price).supplyMap(gives);
        switch (simplex.run()) {
            case Simplex::OPTIMAL: break;
            case Simplex::INFEASIBLE: return CLEMON_INFEASIBLE;
            case Simplex::UNBOUNDED: return CLEMON_UNBOUNDED;
        }
        for (int32_t arc = 0; arc < arcs; ++arc) flow[arc] = simplex.flow(Graph::arcFromId(arc));
        return CLEMON_OPTIMAL;
    } catch (const std::bad_alloc &) {
        return CLEMON_NO_MEMORY;
    }
}
