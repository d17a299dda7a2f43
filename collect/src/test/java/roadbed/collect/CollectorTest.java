package roadbed.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.BillingFile;
import roadbed.model.CatalogEntity;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.EstateFacts;
import roadbed.model.Incident;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Reference;
import roadbed.model.Value;

class CollectorTest {
  private final Estate estate;

  CollectorTest(@TempDir Path folder) {
    estate = new Estate(folder);
  }

  private String at(String file) {
    return estate.root().toString().replace('\\', '/') + "/" + file;
  }

  @Test
  void filesAreToldByContentAndNotByName() {
    estate
        .file("a.txt", Estate.POD)
        .file("b", "{\"kind\":\"Service\",\"metadata\":{\"name\":\"s\"},\"apiVersion\":\"v1\"}")
        .file("c.dat", "\uFEFFid,title,severity,impact_started_at\n1,x,2,2026-01-01T00:00:00Z\n")
        .file("d.yaml", "services:\n  web:\n    image: nginx\n")
        .file("e.md", "# Title\n\nText that is no YAML.\n\n```yaml\napiVersion: v1\n```\n");
    Collection collection = estate.collect();
    assertThat(collection.resources()).extracting("name").containsExactly("good", "s");
    assertThat(collection.incidents()).hasSize(1);
    assertThat(collection.diagnostics()).isEmpty();
    assertThat(collection.reading().unrecognised()).containsExactly(at("d.yaml"), at("e.md"));
  }

  @Test
  void foldersAreReadInTheOrderOfNamesAndHiddenOnesAreSkipped() {
    estate
        .file("b/x.yaml", Estate.POD.replace("good", "b"))
        .file("a/x.yaml", Estate.POD.replace("good", "a"))
        .file(".git/x.yaml", Estate.POD)
        .file("c/.terraform/x.yaml", Estate.POD)
        .file("node_modules/x.yaml", Estate.POD);
    Collection collection = estate.collect();
    assertThat(collection.resources()).extracting("name").containsExactly("a", "b");
    assertThat(estate.said(collection))
        .singleElement()
        .asString()
        .contains("folders were skipped: .git (1), .terraform (1), node_modules (1)");
  }

  @Test
  void aPathNamedTwiceOrInsideAnotherIsReadOnce() {
    estate.file("sub/x.yaml", Estate.POD);
    Path sub = estate.root().resolve("sub");
    Collection collection =
        new Collector()
            .collect("test", List.of(estate.root(), sub, sub), Estate.NOW, Progress.NONE, Limits.DEFAULT);
    assertThat(collection.resources()).hasSize(1);
    assertThat(collection.reading().files()).isEqualTo(1);
  }

  @Test
  void gzipIsUnpacked() {
    estate.file("x.yaml.gz", Estate.gzip(Estate.POD.getBytes(StandardCharsets.UTF_8)));
    assertThat(estate.collect().resources()).hasSize(1);
  }

  @Test
  void kubernetesObjectsHaveTypeAddressPlaceAndReferences() {
    estate.file(
        "app.yaml",
        """
        # the shop
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: shop}
        spec:
          template:
            metadata: {labels: {app: web, tier: front}}
            spec:
              serviceAccountName: web
              containers:
                - name: web
                  image: registry.example/web:1.2
                  envFrom: [{configMapRef: {name: settings}}]
                  env:
                    - {name: KEY, valueFrom: {secretKeyRef: {name: keys, key: k}}}
              volumes:
                - {name: data, persistentVolumeClaim: {claimName: data}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: shop}
        spec: {selector: {app: web}}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: other, namespace: elsewhere}
        spec: {selector: {app: web}}
        ---
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web, namespace: shop}
        spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: RoleBinding
        metadata: {name: web, namespace: shop}
        roleRef: {kind: ClusterRole, name: view}
        subjects: [{kind: ServiceAccount, name: web}, {kind: User, name: jane}]
        """);
    Collection collection = estate.collect();
    CollectedResource deployment = collection.resources().getFirst();
    assertThat(deployment.type()).isEqualTo("apps/v1/Deployment");
    assertThat(deployment.address()).isEqualTo("shop/Deployment/web");
    assertThat(deployment.location()).isEqualTo(Location.of(at("app.yaml"), 2, 1));
    assertThat(deployment.references())
        .containsExactly(
            new Reference("spec.template.spec.serviceAccountName", "shop/ServiceAccount/web", ""),
            new Reference("spec.template.spec.volumes.0.persistentVolumeClaim.claimName", "shop/PersistentVolumeClaim/data", ""),
            new Reference("spec.template.spec.containers.0.envFrom.0.configMapRef.name", "shop/ConfigMap/settings", ""),
            new Reference("spec.template.spec.containers.0.env.0.valueFrom.secretKeyRef.name", "shop/Secret/keys", ""));
    assertThat(collection.resources().get(1).references())
        .containsExactly(new Reference("spec.selector", "shop/Deployment/web", ""));
    assertThat(collection.resources().get(2).references()).isEmpty();
    assertThat(collection.resources().get(3).references())
        .containsExactly(new Reference("spec.scaleTargetRef", "shop/Deployment/web", ""));
    assertThat(collection.resources().get(4).references())
        .containsExactly(
            new Reference("roleRef", "ClusterRole/view", ""),
            new Reference("subjects.0", "shop/ServiceAccount/web", ""));
  }

  @Test
  void listsAreReadItemByItemAlsoNestedAndTyped() {
    estate
        .file(
            "list.json",
            """
            {"apiVersion":"v1",
             "items":[
               {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}},
               {"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod","metadata":{"name":"b"}}]}],
             "kind":"List"}
            """)
        .file("pods.json", "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"items\":[{\"metadata\":{\"name\":\"c\",\"namespace\":\"x\"}}]}")
        .file("pods.yaml", "apiVersion: v1\nkind: PodList\nitems:\n- metadata:\n    name: d\n");
    Collection collection = estate.collect();
    assertThat(collection.diagnostics()).isEmpty();
    assertThat(collection.resources()).extracting("address").containsExactly("default/Pod/a", "default/Pod/b", "x/Pod/c", "default/Pod/d");
    assertThat(collection.resources()).extracting("type").containsOnly("v1/Pod");
    assertThat(collection.resources().getFirst().location())
        .isEqualTo(new Location(at("list.json"), 3, 4, Optional.of("/items/0")));
    assertThat(collection.resources().getLast().location())
        .isEqualTo(new Location(at("pods.yaml"), 4, 3, Optional.of("/items/0")));
  }

  @Test
  void secretsAreTakenOutOfManifests() {
    estate.file(
        "secrets.yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: s
          annotations:
            kubectl.kubernetes.io/last-applied-configuration: '{"data":{"p":"hunter2-a"}}'
        data: {p: aHVudGVyMi1i}
        stringData: {q: hunter2-c}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec:
          containers:
            - name: c
              args: ["--password=hunter2-d"]
              env:
                - {name: DB_PASSWORD, value: hunter2-e}
                - {name: DB_URL, value: "postgres://app:hunter2-f@db/x"}
                - {name: PASSWORD_FILE, value: /run/secrets/password}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: m}
        data: {API_TOKEN: hunter2-g, MODE: fast}
        """);
    Collection collection = estate.collect();
    assertThat(collection.toString()).doesNotContain("hunter2").doesNotContain("aHVudGVyMi1i");
    assertThat(collection.resources().getFirst().attributes().at("data", "p")).contains(Value.Secret.INSTANCE);
    assertThat(collection.toString()).contains("/run/secrets/password").contains("fast");
  }

  @Test
  void catalogEntitiesOfEveryKind() {
    estate.file(
        "catalog-info.yaml",
        """
        apiVersion: backstage.io/v1alpha1
        kind: Component
        metadata:
          name: checkout
          title: Checkout
          annotations: {roadbed.dev/tier: "1", roadbed.dev/slo: slo.yaml}
          tags: [java]
        spec: {type: service, lifecycle: production, owner: group:default/payments, system: shop}
        ---
        apiVersion: backstage.io/v1alpha1
        kind: System
        metadata: {name: shop, tags: [tier-2]}
        spec: {owner: user:jane}
        """);
    assertThat(estate.collect().catalog())
        .containsExactly(
            new CatalogEntity(
                "Component", "default", "checkout", "Checkout", Optional.of("service"), Optional.of("production"), Optional.of("payments"), Optional.of("shop"),
                Optional.of("tier-1"), Map.of("roadbed.dev/tier", "1", "roadbed.dev/slo", "slo.yaml"), List.of("java"), Location.of(at("catalog-info.yaml"), 1, 1)),
            new CatalogEntity(
                "System", "default", "shop", "shop", Optional.empty(), Optional.empty(), Optional.of("user:jane"), Optional.empty(), Optional.of("tier-2"), Map.of(),
                List.of("tier-2"), Location.of(at("catalog-info.yaml"), 10, 1)));
  }

  @Test
  void factsOfTheEstate() {
    estate.file(
        "roadbed.yaml",
        """
        apiVersion: roadbed.dev/v1
        kind: Estate
        accounts:
          - {provider: aws, id: 012345678901, name: prod, environment: production, paths: [terraform/prod/**]}
        owners:
          tags: [team]
          rules:
            - {owner: platform, path: network/**}
            - {owner: data, tag: app=lake-*}
        environments: {tags: [env]}
        tiers: {checkout: 1}
        budgets:
          - {total: true, currency: EUR, monthly: 1_000.50, from: 2026-01, to: 2026-02}
          - {owner: data, currency: EUR, months: {2026-03: 7}}
        drivers: {parcels: {2026-01: 12000}}
        modules: {approved: [acme/*]}
        """);
    Collection collection = estate.collect();
    assertThat(collection.diagnostics()).isEmpty();
    assertThat(collection.facts())
        .containsExactly(
            new EstateFacts(
                List.of(new EstateFacts.Account(Provider.AWS, "012345678901", "prod", Optional.of("production"), Optional.empty(), List.of(at("terraform/prod/**")))),
                List.of(
                    new EstateFacts.OwnerRule("platform", Optional.of(at("network/**")), Optional.empty(), Optional.empty()),
                    new EstateFacts.OwnerRule("data", Optional.empty(), Optional.of("app=lake-*"), Optional.empty())),
                List.of("team"),
                List.of("env"),
                Map.of("checkout", "tier-1"),
                List.of(
                    new EstateFacts.Budget("total", "", YearMonth.of(2026, 1), new BigDecimal("1000.50"), "EUR"),
                    new EstateFacts.Budget("total", "", YearMonth.of(2026, 2), new BigDecimal("1000.50"), "EUR"),
                    new EstateFacts.Budget("owner", "data", YearMonth.of(2026, 3), new BigDecimal("7"), "EUR")),
                List.of(new EstateFacts.Driver("parcels", YearMonth.of(2026, 1), new BigDecimal("12000"))),
                List.of("acme/*")));
  }

  @Test
  void whatIsWrongInFactsIsSaidAtItsPlaceAndTheRestKept() {
    estate.file(
        "roadbed.yaml",
        """
        apiVersion: roadbed.dev/v1
        kind: Estate
        acounts: []
        accounts:
          - {provider: amazon, id: 1}
          - {provider: aws, id: 2, envrionment: x}
        owners:
          rules:
            - {owner: everybody}
        budgets:
          - {total: true, currency: EUR, monthly: lots, from: 2026-01, to: 2026-02}
        drivers: {parcels: {May: 1}}
        """);
    Collection collection = estate.collect();
    assertThat(estate.said(collection))
        .satisfiesExactly(
            it -> assertThat(it).startsWith("roadbed.yaml:3:1#/acounts: the key \"acounts\" is not known here (did you mean \"accounts\"?)"),
            it -> assertThat(it).startsWith("roadbed.yaml:5:16#/accounts/0/provider: the provider amazon is not known"),
            it -> assertThat(it).startsWith("roadbed.yaml:6:28#/accounts/1/envrionment: ").contains("did you mean \"environment\"?"),
            it -> assertThat(it).startsWith("roadbed.yaml:9:7#/owners/rules/0: this rule has no condition"),
            it -> assertThat(it).startsWith("roadbed.yaml:11:43#/budgets/0/monthly: a number is expected here"),
            it -> assertThat(it).startsWith("roadbed.yaml:11:5#/budgets/0: the budget has no amounts"),
            it -> assertThat(it).startsWith("roadbed.yaml:12:21#/drivers/parcels/May: a month is expected"));
    assertThat(collection.facts().getFirst().accounts()).extracting("id").containsExactly("2");
  }

  @Test
  void incidentsInCsvWithBadRowsReportedByLine() {
    estate.file(
        "incidents.csv",
        """
        id,title,severity,service,platform_caused,impact_started_at,detected_at,restored_at
        INC-1,"Late, and ""slow\""",sev2,checkout,yes,2026-01-01T10:00:00Z,2026-01-01T10:05:00+00:00,
        INC-2,Bad,9,,,2026-01-01,,
        INC-3,Backwards,1,,,2026-01-02T00:00:00Z,,2026-01-01T00:00:00Z
        INC-4,short
        INC-5,Good,3,,,2026-01-03T00:00:00Z,,2026-01-03T01:00:00Z
        """);
    Collection collection = estate.collect();
    assertThat(collection.incidents()).extracting(Incident::id).containsExactly("INC-1", "INC-5");
    Incident first = collection.incidents().getFirst();
    assertThat(first.title()).isEqualTo("Late, and \"slow\"");
    assertThat(first.severity()).isEqualTo(2);
    assertThat(first.platformCaused()).isTrue();
    assertThat(first.detectedAt()).contains(Instant.parse("2026-01-01T10:05:00Z"));
    assertThat(first.restoredAt()).isEmpty();
    assertThat(estate.said(collection))
        .satisfiesExactly(
            it -> assertThat(it).startsWith("incidents.csv:3:1: severity is not a number from 1 to 5; impact_started_at is not a time"),
            it -> assertThat(it).startsWith("incidents.csv:4:1: restored_at is before impact_started_at"),
            it -> assertThat(it).startsWith("incidents.csv:5:1: the row has 2 fields and the header 8"));
  }

  @Test
  void incidentsInJson() {
    estate
        .file("a.json", "[{\"title\":\"x\",\"id\":\"1\",\"severity\":2,\"impact_started_at\":\"2026-01-01T00:00:00Z\",\"sevice\":\"s\"}]")
        .file("b.json", "{\"incidents\":[{\"title\":\"y\",\"id\":\"2\",\"severity\":1,\"security\":true,\"impact_started_at\":\"2026-01-01T00:00:00Z\"},{}]}");
    Collection collection = estate.collect();
    assertThat(collection.incidents()).extracting(Incident::id).containsExactly("1", "2");
    assertThat(estate.said(collection))
        .satisfiesExactly(
            it -> assertThat(it).startsWith("a.json:1:2#/0: the field \"sevice\" is not known").contains("did you mean \"service\"?"),
            it -> assertThat(it).startsWith("b.json:1:").contains("#/incidents/1: id is missing"));
  }

  @Test
  void focusBillingByItsColumns() {
    String core = "BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ChargePeriodStart,ProviderName,ServiceName";
    estate
        .file("a.csv", core + "\n")
        .file("b.csv", "\uFEFF\"" + (core + ",SkuMeter").replace(",", "\",\"") + "\"\r\n")
        .file("c.csv.gz", Estate.gzip((core + ",InvoiceId\n1,2,3\n").getBytes(StandardCharsets.UTF_8)))
        .file("d.csv", "BilledCost,EffectiveCost,ChargePeriodStart\n")
        .file("e.csv", core + ",ServiceProviderName\n")
        .file("f.csv", core.replace("ProviderName", "ServiceProviderName,InvoiceDetailId") + "\n")
        .file("g.csv", "a,b,c\n1,2,3\n");
    Collection collection = estate.collect();
    assertThat(collection.billing())
        .containsExactly(
            new BillingFile(estate.root().resolve("a.csv"), BillingFile.Format.CSV, "1.0"),
            new BillingFile(estate.root().resolve("b.csv"), BillingFile.Format.CSV, "1.1"),
            new BillingFile(estate.root().resolve("c.csv.gz"), BillingFile.Format.CSV_GZIP, "1.2"),
            new BillingFile(estate.root().resolve("e.csv"), BillingFile.Format.CSV, "1.3"),
            new BillingFile(estate.root().resolve("f.csv"), BillingFile.Format.CSV, "1.4"));
    assertThat(estate.said(collection))
        .satisfiesExactly(
            it -> assertThat(it).startsWith("d.csv:1: these are columns of FOCUS billing, but BillingCurrency, ChargeCategory, ServiceName, ProviderName or ServiceProviderName are missing"));
  }
}
