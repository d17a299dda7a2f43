import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Who Nordlicht is: its teams, systems and components, its accounts, budgets and business. */
final class Company {
  static final List<String> TEAMS =
      List.of("tracking", "warehouse", "customs", "billing", "customer-portal", "routing", "data-platform", "platform", "security");

  private Company() {}

  private record Part(String name, String title, String type, String owner, String system, int tier, String observed) {}

  /** Observed: d for dashboard, a for alerts, s for SLO; capitals only since autumn. */
  private static final List<Part> COMPONENTS =
      List.of(
          new Part("tracking-api", "Tracking API", "service", "tracking", "shipment-tracking", 1, "das"),
          new Part("tracking-events", "Tracking events", "service", "tracking", "shipment-tracking", 1, "daS"),
          new Part("carrier-sync", "Carrier sync", "service", "tracking", "shipment-tracking", 2, "d"),
          new Part("slotting", "Slotting", "service", "warehouse", "warehouse-management", 1, "dAS"),
          new Part("pick-planner", "Pick planner", "service", "warehouse", "warehouse-management", 2, "da"),
          new Part("label-printer", "Label printer", "service", "warehouse", "warehouse-management", 3, ""),
          new Part("label-render", "Label rendering", "service", "warehouse", "warehouse-management", 3, "d"),
          new Part("declarations", "Customs declarations", "service", "customs", "customs-clearance", 1, "da"),
          new Part("tariff-import", "Tariff import", "job", "customs", "customs-clearance", 3, ""),
          new Part("invoicing", "Invoicing", "service", "billing", "billing", 1, "das"),
          new Part("rate-engine", "Rate engine", "service", "billing", "billing", 2, "d"),
          new Part("portal-web", "Customer portal", "website", "customer-portal", "customer-portal", 1, "das"),
          new Part("portal-api", "Portal API", "service", "customer-portal", "customer-portal", 1, "dA"),
          new Part("portal-bff", "Portal backend for frontends", "service", "customer-portal", "customer-portal", 2, "d"),
          new Part("quotes", "Quotes", "service", "customer-portal", "customer-portal", 2, "da"),
          new Part("shipment-widgets", "Shipment widgets", "website", "customer-portal", "customer-portal", 3, ""),
          new Part("route-optimizer", "Route optimizer", "service", "routing", "route-planning", 1, "daS"),
          new Part("traffic-feed", "Traffic feed", "service", "routing", "route-planning", 2, "da"),
          new Part("geocoder", "Geocoder", "service", "routing", "route-planning", 3, ""),
          new Part("lake", "Data lake", "data", "data-platform", "analytics", 2, "da"),
          new Part("delivery-insights", "Delivery insights", "data", "data-platform", "analytics", 3, "d"),
          new Part("notifier", "Notifier", "service", "platform", "runtime", 2, "da"));

  private static final Map<String, String> SYSTEMS =
      new TreeMap<>(
          Map.of(
              "shipment-tracking", "tracking", "warehouse-management", "warehouse", "customs-clearance", "customs", "billing", "billing", "customer-portal", "customer-portal",
              "route-planning", "routing", "analytics", "data-platform", "runtime", "platform", "landing-zone", "platform"));

  /** Names of all components. */
  static List<String> components() {
    return COMPONENTS.stream().map(Part::name).toList();
  }

  static String catalog(LocalDate day) {
    StringBuilder out = new StringBuilder("# Systems and components of Nordlicht Logistics, for Backstage and Roadbed.\n");
    for (String team : TEAMS) {
      out.append("---\napiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: ").append(team).append("\nspec:\n  type: team\n  children: []\n");
    }
    SYSTEMS.forEach(
        (system, owner) -> out.append("---\napiVersion: backstage.io/v1alpha1\nkind: System\nmetadata:\n  name: ").append(system).append("\nspec:\n  owner: group:default/").append(owner).append('\n'));
    boolean autumn = !day.isBefore(LocalDate.of(2026, 9, 15));
    for (Part part : COMPONENTS) {
      out.append("---\napiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ").append(part.name()).append("\n  title: ").append(part.title()).append("\n  annotations:\n");
      out.append("    backstage.io/kubernetes-id: ").append(part.name()).append("\n    roadbed.dev/tier: tier-").append(part.tier()).append('\n');
      observed(out, part, 'd', "roadbed.dev/dashboard", "https://grafana.nordlicht.example/d/" + part.name(), autumn);
      observed(out, part, 'a', "roadbed.dev/alerts", "https://git.nordlicht.example/observability/alerts/" + part.name() + ".yaml", autumn);
      observed(out, part, 's', "roadbed.dev/slo", "https://git.nordlicht.example/observability/slo/" + part.name() + ".yaml", autumn);
      out.append("  tags:\n    - ").append(part.type().equals("website") ? "typescript" : part.type().equals("data") ? "python" : "java").append('\n');
      out.append("spec:\n  type: ").append(part.type()).append("\n  lifecycle: ").append(part.name().equals("geocoder") ? "experimental" : "production").append("\n  owner: ").append(part.owner()).append("\n  system: ").append(part.system()).append('\n');
    }
    return out.toString();
  }

  private static void observed(StringBuilder out, Part part, char what, String annotation, String where, boolean autumn) {
    if (part.observed().indexOf(what) >= 0 || (autumn && part.observed().indexOf(Character.toUpperCase(what)) >= 0)) {
      out.append("    ").append(annotation).append(": ").append(where).append('\n');
    }
  }

  static String facts() {
    StringBuilder out =
        new StringBuilder(
            """
            # What no cloud knows of Nordlicht Logistics. See docs/reference/roadbed-yaml.md.
            apiVersion: roadbed.dev/v1
            kind: Estate

            accounts:
            """);
    account(out, "aws", AwsEstate.PROD, "nordlicht-prod", "production", "", "terraform/aws/tracking/prod/**", "terraform/aws/warehouse/**", "terraform/aws/customs/**", "terraform/aws/platform/**");
    account(out, "aws", AwsEstate.STAGING, "nordlicht-staging", "staging", "", "terraform/aws/tracking/staging/**");
    account(out, "aws", AwsEstate.DATA, "nordlicht-data", "production", "", "terraform/aws/data/**");
    account(out, "aws", AwsEstate.SECURITY, "nordlicht-security", "production", "security", "terraform/aws/security/**");
    account(out, "aws", AwsEstate.NETWORK, "nordlicht-network", "production", "platform", "terraform/aws/network/**");
    account(out, "aws", AwsEstate.SANDBOX, "nordlicht-sandbox", "sandbox", "", "terraform/aws/sandbox/**");
    account(out, "azure", AzureEstate.PORTAL, "nordlicht-portal", "production", "customer-portal", "terraform/azure/portal/prod/**");
    account(out, "azure", AzureEstate.PORTAL_TEST, "nordlicht-portal-test", "staging", "customer-portal", "terraform/azure/portal/test/**");
    account(out, "azure", AzureEstate.OFFICE, "nordlicht-office", "production", "", "terraform/azure/office/**");
    account(out, "gcp", GoogleEstate.ROUTING, "nordlicht-routing", "production", "routing", "terraform/gcp/routing/prod/**");
    account(out, "gcp", GoogleEstate.ROUTING_DEV, "nordlicht-routing-dev", "development", "routing", "terraform/gcp/routing/dev/**");
    account(out, "gcp", GoogleEstate.ANALYTICS, "nordlicht-analytics", "production", "", "terraform/gcp/analytics/**");
    account(out, "kubernetes", "nordlicht-eks", "nordlicht-eks", "production", "", "kubernetes/eks/**");
    account(out, "kubernetes", "aks-portal-prod", "aks-portal", "production", "", "kubernetes/aks/**");
    account(out, "kubernetes", "gke-routing", "gke-routing", "production", "", "kubernetes/gke/**");
    out.append(
        """

        owners:
          tags: [team, CostOwner]
          rules:
            - owner: data-platform
              path: terraform/gcp/analytics/**
            - owner: warehouse
              tag: site=*
            - owner: platform
              path: kubernetes/eks/platform.yaml

        environments:
          tags: [env]

        tiers:
          shipment-tracking: tier-1
          warehouse-management: tier-1
          customs-clearance: tier-1
          billing: tier-1
          customer-portal: tier-1
          route-planning: tier-1
          landing-zone: tier-1
          runtime: tier-1
          analytics: tier-2

        modules:
          approved:
            - app.terraform.io/nordlicht/*/*
            - terraform-aws-modules/vpc/aws
            - terraform-aws-modules/eks/aws

        budgets:
          - total: true
            currency: EUR
            monthly: 36000
            from: 2025-10
            to: 2026-06
          - total: true
            currency: EUR
            monthly: 39000
            from: 2026-07
            to: 2026-12
        """);
    Map.of("tracking", 7200, "warehouse", 3900, "data-platform", 8800, "customer-portal", 4600, "routing", 4400, "platform", 5600, "security", 900, "customs", 700).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> out.append("  - owner: ").append(entry.getKey()).append("\n    currency: EUR\n    monthly: ").append(entry.getValue()).append("\n    from: 2025-10\n    to: 2026-12\n"));
    out.append("\ndrivers:\n  parcels-delivered:\n");
    months(out, 1_840_000, 0.021);
    out.append("  active-shippers:\n");
    months(out, 5_120, 0.012);
    return out.toString();
  }

  private static void months(StringBuilder out, double start, double growth) {
    YearMonth first = YearMonth.of(2025, 10);
    for (int i = 0; i < 13; i++) {
      YearMonth month = first.plusMonths(i);
      double season = month.getMonthValue() >= 11 ? 1.14 : 1;
      double value = start * Math.pow(1 + growth, i) * season * (1 + 0.015 * Stable.noise(month + "|" + start));
      out.append("    ").append(month).append(": ").append(String.format(Locale.ROOT, "%.0f", value)).append('\n');
    }
  }

  private static void account(StringBuilder out, String provider, String id, String name, String environment, String owner, String... paths) {
    out.append("  - provider: ").append(provider).append("\n    id: \"").append(id).append("\"\n    name: ").append(name).append("\n    environment: ").append(environment).append('\n');
    if (!owner.isEmpty()) {
      out.append("    owner: ").append(owner).append('\n');
    }
    out.append("    paths:\n");
    for (String path : paths) {
      out.append("      - ").append(path).append('\n');
    }
  }
}
