internal import Foundation

/// The OpenAPI 3.1 document, made from the one list of endpoints.
enum OpenAPI {
    static func endpoint(for endpoints: [Endpoint]) -> Endpoint {
        let document = document(for: endpoints.filter { $0.surface == .api })
        return Endpoint(.get, "/api/v1/openapi.json", .seeSite, .bare) { _ in .json(bytes: document) }
    }

    private static func document(for endpoints: [Endpoint]) -> [UInt8] {
        var json = JSON()
        json.object { json in
            json.field("openapi", "3.1.0")
            json.name("info")
            json.object {
                $0.field("title", "Weftwork")
                $0.field("version", "1")
            }
            json.name("paths")
            let paths = Dictionary(grouping: endpoints, by: \.path).sorted { $0.key < $1.key }
            json.object { json in
                for (path, doors) in paths {
                    json.name(dynamic: path)
                    json.object { json in
                        for door in doors.sorted(by: { $0.method.rawValue < $1.method.rawValue }) { write(door, &json) }
                    }
                }
            }
            json.name("components")
            json.object { json in
                json.name("schemas")
                json.object { json in
                    var seen: Set<String> = []
                    let schemas = endpoints.flatMap { [$0.accepts, $0.gives] }.compactMap { $0 } + [Schemas.problem]
                    for schema in schemas where seen.insert(schema.name).inserted {
                        json.name(dynamic: schema.name)
                        json.raw(schema.definition)
                    }
                }
                json.name("securitySchemes")
                json.raw("{\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"}}")
            }
            json.name("security")
            json.raw("[{},{\"token\":[]}]")
        }
        return json.bytes
    }

    private static func write(_ door: Endpoint, _ json: inout JSON) {
        json.name(dynamic: door.method.rawValue.lowercased())
        json.object { json in
            json.field("summary", door.summary)
            json.field("operationId", operationID(door))
            json.name("parameters")
            let inPath = door.parameterNames.map { name in
                "{\"name\":\"\(name)\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\"}}"
            }
            let after = door.queries.map { "{\"name\":\"\($0.name)\",\"in\":\"query\",\"schema\":\($0.definition)}" }
            json.array(inPath + after) { json, parameter in json.raw(parameter) }
            if let accepts = door.accepts {
                json.name("requestBody")
                json.raw("{\"required\":true,\"content\":{\"application/json\":{\"schema\":\(reference(accepts))}}}")
            }
            json.name("responses")
            json.object { json in
                json.name(dynamic: String(door.status))
                let schema = door.gives.map(reference) ?? "{\"type\":\"object\"}"
                json.raw("{\"description\":\"done\",\"content\":{\"application/json\":{\"schema\":\(schema)}}}")
                json.name("default")
                json.raw(
                    "{\"description\":\"a problem\",\"content\":{\"application/problem+json\":"
                        + "{\"schema\":\(reference(Schemas.problem))}}}")
            }
        }
    }

    private static func operationID(_ door: Endpoint) -> String {
        let parts = door.path.split(separator: "/").dropFirst(2).map { part in
            part.hasPrefix("{") ? "By" + part.dropFirst().dropLast().capitalized : part.capitalized
        }
        return door.method.rawValue.lowercased() + parts.joined()
    }

    private static func reference(_ schema: Schema) -> String {
        "{\"$ref\":\"#/components/schemas/\(schema.name)\"}"
    }
}
