package roadbed.web.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roadbed.model.Value;

/**
 * The shapes of the API's answers, one line a field: {@code name:type}, where the type is {@code string},
 * {@code integer}, {@code number}, {@code boolean}, {@code object}, {@code any}, {@code date-time}, {@code
 * date}, the name of another shape, or a list of these ({@code Row[]}); a {@code ?} behind it means that it
 * may be null. All fields are always there.
 */
final class Schemas {
  private static final Map<String, List<String>> SHAPES = new LinkedHashMap<>();

  static {
    SHAPES.put(
        "Row",
        List.of(
            "id:string", "kind:string", "type:string", "provider:string", "account:string",
            "region:string", "name:string", "owner:string", "environment:string", "tier:string",
            "failed:integer", "not_evaluated:integer"));
    SHAPES.put("Facet", List.of("value:string", "count:integer"));
    SHAPES.put(
        "Resources",
        List.of(
            "items:Row[]", "total:integer", "page:integer", "size:integer", "facets:object"));
    SHAPES.put(
        "Resource",
        List.of(
            "id:string", "kind:string", "type:string", "provider:string", "account:string",
            "region:string", "name:string", "tags:object", "owner:string?", "owner_basis:string?",
            "owner_reason:string?", "environment:string?", "tier:string?", "system:string?",
            "first_seen:date-time", "last_seen:date-time", "vanished_at:date-time?", "source:string",
            "declared_by:string", "address:string", "module:string?", "construct:string?", "module_approved:boolean",
            "location:string", "facets:object", "raw:object"));
    SHAPES.put(
        "ResourceDetails",
        List.of(
            "resource:Resource", "relations:Relation[]", "history:Event[]", "findings:Finding[]",
            "cost:ResourceCost[]"));
    SHAPES.put(
        "Relation",
        List.of(
            "from:string", "type:string", "to:string", "reason:string", "in_inventory:boolean"));
    SHAPES.put(
        "Event",
        List.of("at:date-time", "resource:string", "source:string", "what:string", "changes:AttributeChange[]"));
    SHAPES.put("AttributeChange", List.of("pointer:string", "before:string", "after:string"));
    SHAPES.put("Budgets", List.of("items:BudgetStanding[]", "alerts:BudgetAlert[]"));
    SHAPES.put(
        "BudgetStanding",
        List.of(
            "budget:string", "owners:string[]", "from:date", "to:date", "as_of:date", "currency:string",
            "amount:number", "spent:number", "expected:number?", "expected_low80:number?",
            "expected_high80:number?"));
    SHAPES.put(
        "BudgetAlert",
        List.of(
            "id:integer", "budget:string", "from:date", "to:date", "forecast:boolean", "percent:integer",
            "words:string", "owners:string[]", "as_of:date", "raised_at:date-time",
            "acknowledged_at:date-time?", "acknowledged_by:string?"));
    SHAPES.put("Backlog", List.of("events:object[]", "sums:object"));
    SHAPES.put(
        "Optimisation",
        List.of(
            "id:string", "title:string", "state:string", "promised:number", "realised:number",
            "currency:string"));
    SHAPES.put(
        "MonthOfStatements",
        List.of(
            "month:string", "cost:string", "at:date-time", "by:string", "positions:object[]",
            "closed:boolean"));
    SHAPES.put("ResourceCost", List.of("month:date", "currency:string", "effective:number"));
    SHAPES.put(
        "Finding",
        List.of(
            "resource:string", "resource_name:string", "guardrail:string", "guardrail_title:string",
            "severity:string", "outcome:string", "messages:string[]", "kind:string",
            "provider:string", "account:string", "owner:string", "environment:string",
            "location:string", "since:date-time"));
    SHAPES.put(
        "Findings",
        List.of("items:Finding[]", "total:integer", "page:integer", "size:integer", "facets:object"));
    SHAPES.put(
        "DriftRow",
        List.of(
            "key:string", "resource:string", "drift:string", "title:string", "name:string", "type:string",
            "provider:string", "account:string", "region:string", "owner:string", "environment:string",
            "risk:string?", "changes:integer", "location:string", "changed_at:date-time?", "actor:string",
            "since:date-time"));
    SHAPES.put(
        "Drifts",
        List.of(
            "items:DriftRow[]", "total:integer", "page:integer", "size:integer", "facets:object",
            "latest:DriftRun?", "times:DriftTimes"));
    SHAPES.put(
        "DriftTimes",
        List.of(
            "reconciled:integer", "seconds_to_reconcile:integer?", "detected:integer", "seconds_to_detect:integer?",
            "open:integer", "oldest_open_since:date-time?"));
    SHAPES.put("DriftRun", List.of("at:date-time", "counts:object"));
    SHAPES.put("DriftDetails", List.of("drift:DriftRow", "document:object"));
    SHAPES.put(
        "Guardrail",
        List.of(
            "id:string", "title:string", "severity:string", "provider:string", "kinds:string[]",
            "types:string[]", "controls:string[]", "rationale:string", "remediation:string",
            "rule:string", "passed:integer", "failed:integer", "not_evaluated:integer",
            "excepted:integer"));
    SHAPES.put(
        "Exception",
        List.of(
            "id:string", "state:string", "note:string", "used:integer", "reason:string", "compensating:string?",
            "requester:string", "approver:string", "end:date-time", "review:date?", "location:string",
            "entered:boolean"));
    SHAPES.put("Entered", List.of("id:string", "end:date-time", "failures:integer"));
    SHAPES.put(
        "Explanation",
        List.of(
            "format:string", "guardrail:string", "resource:string", "address:string", "location:string",
            "outcome:string", "messages:string[]", "rules:any[]"));
    SHAPES.put("Kept", List.of("id:string", "new:boolean"));
    SHAPES.put("Incidents", List.of("items:IncidentLine[]"));
    SHAPES.put(
        "IncidentLine",
        List.of(
            "id:string", "state:string", "title:string", "severity:integer", "service:string?", "declared_at:date-time",
            "impact_started_at:date-time?", "acknowledged_at:date-time?", "restored_at:date-time?", "commander:string?",
            "alerts:integer", "firing:integer", "restricted:boolean"));
    SHAPES.put(
        "Incident",
        List.of(
            "id:string", "state:string", "title:string", "severity:integer", "service:string?", "owner:string?",
            "declared_at:date-time", "acknowledged_at:date-time?", "moments:object", "roles:object", "audience:string[]",
            "cause:string?", "merged_into:string?", "alerts:any[]", "suspects:any[]", "actions:any[]", "related:any[]",
            "earlier:any[]", "open_ends:string[]", "timeline:any[]"));
    SHAPES.put("OnCall", List.of("at:date-time", "schedules:any[]", "problems:string[]"));
    SHAPES.put("Duties", List.of("id:string", "name:string", "zone:string", "duties:any[]", "gaps:any[]"));
    SHAPES.put("Escalation", List.of("id:string", "at:date-time", "steps:any[]"));
    SHAPES.put("Swaps", List.of("items:any[]"));
    SHAPES.put("Decided", List.of("id:string", "decided:string"));
    SHAPES.put("KeptCounts", List.of("kept:integer"));
    SHAPES.put("Changes", List.of("items:any[]"));
    SHAPES.put("ChangeWindows", List.of("items:any[]"));
    SHAPES.put("KeptDocument", List.of("name:string"));
    SHAPES.put(
        "Change",
        List.of(
            "id:string", "state:string", "may_go_on:boolean", "why:string[]", "emergency:boolean", "review_due:boolean",
            "proposed_at:date-time", "began_at:date-time?", "ended_at:date-time?", "outcome:string?", "leave:string?", "risk:any?", "ruling:any?", "change:any", "entries:any[]"));
    SHAPES.put("Objectives", List.of("objectives:any[]", "without_counts:string[]"));
    SHAPES.put("Exceptions", List.of("items:Exception[]"));
    SHAPES.put(
        "Decisions", List.of("items:any[]", "total:integer", "page:integer", "size:integer"));
    SHAPES.put("Guardrails", List.of("items:Guardrail[]"));
    SHAPES.put(
        "Costs",
        List.of(
            "dimension:string", "from:date", "to:date", "currency:string", "currencies:string[]",
            "items:Slice[]", "allocated:number", "unallocated:number", "months:Point[]"));
    SHAPES.put("Slice", List.of("value:string", "effective:number", "before:number"));
    SHAPES.put("Point", List.of("at:date", "value:string", "effective:number"));
    SHAPES.put(
        "Measurement",
        List.of(
            "day:date", "value:number?", "numerator:number?", "denominator:number?", "note:string",
            "lacks:string"));
    SHAPES.put(
        "Kpi",
        List.of(
            "id:string", "title:string", "pillar:string", "definition:string", "unit:string",
            "direction:string", "target:number?", "target_text:string", "status:string",
            "measurement:Measurement?"));
    SHAPES.put("Kpis", List.of("items:Kpi[]"));
    SHAPES.put(
        "KpiDetails",
        List.of(
            "id:string", "title:string", "pillar:string", "definition:string", "unit:string",
            "direction:string", "target:number?", "target_text:string", "status:string",
            "counting:string", "sql:string", "rows_sql:string", "as_of:date", "period_start:date",
            "measurement:Measurement", "trend:Measurement[]", "rows:Table",
            "diagnostics:Diagnostic[]"));
    SHAPES.put("Table", List.of("columns:string[]", "rows:any[]", "truncated:boolean"));
    SHAPES.put(
        "Diagnostic",
        List.of("level:string", "code:string", "location:string", "message:string", "hint:string"));
    SHAPES.put(
        "Entry",
        List.of("index:integer", "at:date-time", "type:string", "actor:string", "body:object"));
    SHAPES.put("Entries", List.of("size:integer", "items:Entry[]"));
    SHAPES.put("Checkpoint", List.of("size:integer", "checkpoint:string?", "public_key:string?"));
    SHAPES.put(
        "Proof",
        List.of("index:integer", "size:integer", "leaf:string", "hashes:string[]", "root:string"));
    SHAPES.put(
        "Verification",
        List.of(
            "intact:boolean", "entries:integer", "root:string", "problems:VerificationProblem[]",
            "notes:string[]"));
    SHAPES.put(
        "VerificationProblem",
        List.of("kind:string", "row:integer", "place:string", "message:string"));
    SHAPES.put(
        "Source",
        List.of(
            "source:string", "captured_at:date-time", "resources:integer", "errors:integer",
            "diagnostics:Diagnostic[]"));
    SHAPES.put("Sources", List.of("items:Source[]"));
    SHAPES.put(
        "Receipt",
        List.of(
            "source:string", "collection:integer", "resources:ReceiptResources",
            "verdicts:ReceiptVerdicts", "billing:ReceiptBilling", "evidence:integer",
            "diagnostics:Diagnostic[]"));
    SHAPES.put(
        "ReceiptResources",
        List.of(
            "appeared:integer", "changed:integer", "vanished:integer", "unchanged:integer"));
    SHAPES.put(
        "ReceiptVerdicts", List.of("passed:integer", "failed:object", "not_evaluated:integer", "excepted:integer"));
    SHAPES.put("ReceiptBilling", List.of("lines:integer", "rejected:integer"));
    SHAPES.put("Health", List.of("status:string", "reason:string"));
  }

  private Schemas() {}

  /** The fields of a shape. */
  static List<String> fields(String shape) {
    return SHAPES.getOrDefault(shape, List.of());
  }

  /** All shapes as JSON Schema. */
  static Value.Fields all() {
    JsonObject all = new JsonObject();
    SHAPES.forEach(
        (name, fields) -> {
          JsonObject properties = new JsonObject();
          for (String field : fields) {
            int colon = field.indexOf(':');
            properties.put(field.substring(0, colon), type(field.substring(colon + 1)));
          }
          all.put(
              name,
              new JsonObject()
                  .put("type", "object")
                  .put(
                      "required",
                      Value.ofTexts(fields.stream().map(f -> f.substring(0, f.indexOf(':'))).toList()))
                  .put("properties", properties.build())
                  .build());
        });
    return all.build();
  }

  private static Value type(String type) {
    if (type.endsWith("[]")) {
      return new JsonObject()
          .put("type", "array")
          .put("items", type(type.substring(0, type.length() - 2)))
          .build();
    }
    if (type.endsWith("?")) {
      Value present = type(type.substring(0, type.length() - 1));
      return new JsonObject()
          .put(
              "oneOf",
              new Value.Items(List.of(present, new JsonObject().put("type", "null").build())))
          .build();
    }
    return switch (type) {
      case "string", "integer", "number", "boolean", "object" ->
          new JsonObject().put("type", type).build();
      case "date", "date-time" ->
          new JsonObject().put("type", "string").put("format", type).build();
      case "any" -> new JsonObject().build();
      default -> {
        if (!SHAPES.containsKey(type)) {
          throw new IllegalStateException("no shape " + type);
        }
        yield new JsonObject().put("$ref", "#/components/schemas/" + type).build();
      }
    };
  }
}
