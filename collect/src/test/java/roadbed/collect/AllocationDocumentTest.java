package roadbed.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.AllocationRules;
import roadbed.model.AllocationRules.Attribute;
import roadbed.model.AllocationRules.Part;
import roadbed.model.AllocationRules.Target;

class AllocationDocumentTest {
  @TempDir Path folder;

  private DocumentFile.One<AllocationRules> read(String text) throws IOException {
    Path file = folder.resolve("rules.yaml");
    Files.writeString(file, "apiVersion: roadbed.dev/v1\nkind: Allocation\n" + text);
    return DocumentFile.allocation(file);
  }

  @Test
  void rulesAreReadInTheirOrder() throws IOException {
    AllocationRules rules =
        read(
                """
                tags:
                  Team:
                    from: [team, Owner]
                    values: {payments: [pay, "payment*"]}
                    listedOnly: true
                rules:
                  - {name: first, when: {account: 0123, tag: {Team: "*"}}, owner: "x-${tag.team}", from: 2026-01-01}
                  - {name: pods, when: {namespace: kube-*, not: {label: {app.kubernetes.io/name: web}}}, pool: cluster}
                splits:
                  - {name: s, pool: cluster, by: fixed, shares: {payments: 60%, "pool:rest": 40}}
                unusedCommitments: users
                measures: {requests: {2026-01: {payments: 12}}}
                standard: false
                """)
            .document()
            .orElseThrow();
    assertThat(rules.rules()).extracting(AllocationRules.Rule::name).containsExactly("first", "pods");
    assertThat(rules.rules().getFirst().when().tests().getFirst().patterns()).containsExactly("0123");
    assertThat(rules.rules().getFirst().gives())
        .isEqualTo(
            new Target.OwnedBy(List.of(new Part.Literal("x-"), new Part.Of(new Attribute.Tag("team")))));
    assertThat(rules.splits().getFirst().poolsFed()).containsExactly("rest");
    assertThat(rules.standard()).isFalse();
    assertThat(rules.measures()).hasSize(1);
  }

  @Test
  void whatIsWrongIsToldWithItsPlaceAndNoRuleIsUsed() throws IOException {
    DocumentFile.One<AllocationRules> read =
        read(
            """
            rules:
              - {name: a, when: {acount: 1}, owner: x}
              - {name: a, owner: "${match.team}"}
              - {name: b, when: {name: "("}, owner: x, pool: y}
            splits:
              - {name: s, pool: p, by: even, to: ["pool:q"]}
              - {name: t, pool: q, by: even, to: ["pool:p"]}
              - {name: u, pool: q, by: magic}
            """);
    assertThat(read.document()).isEmpty();
    assertThat(read.diagnostics())
        .extracting(one -> one.location().line() + " " + one.message())
        .containsExactly(
            "4 a line has no acount",
            "5 there is another rule or step a",
            "5 there is no pattern of names for match.team",
            "6 a rule gives a line either to an owner or to a pool",
            "10 there is no way to split by magic",
            "8 pools are split in a circle: q -> p -> q");
  }

  @Test
  void aMalformedPatternOfNamesIsTold() throws IOException {
    assertThat(read("rules:\n  - {name: a, when: {not: {name: '('}}, owner: x}\n").diagnostics())
        .extracting(one -> one.location().pointer().orElse(""))
        .containsExactly("/rules/0/when/not/name");
  }
}
