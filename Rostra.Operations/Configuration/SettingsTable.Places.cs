using static Rostra.Configuration.SettingKind;

namespace Rostra.Configuration;

internal static partial class SettingsTable
{
    private static Setting[] Places =>
    [
        new("urls", Urls, "http://localhost:5080", "Where people reach it; of a cluster's gateway `ASPNETCORE_URLS`, http://localhost:5000. `https://` needs a certificate: `Kestrel__Certificates__Default__Path`.", Readers.Gateways),
        new("Rostra:DataDirectory", Text, ".rostra", "Everything that is kept.", Readers.Standalone),
        new("Rostra:Postgres:BinDirectory", Text, "", "PostgreSQL programs, version 15 or later, instead of those that came along.", Readers.Standalone),
        new("Rostra:Client:Directory", Text, "", "The built client, instead of the one that came along.", Readers.Gateways),
        new("ConnectionStrings:Postgres", Text, "", "A PostgreSQL server of yours; of Standalone: none is embedded then.", Readers.Silos) { IsSecret = true },
        new("ConnectionStrings:Redis", Text, "", "Where silos and gateways find each other.", Readers.Cluster) { IsSecret = true },
        new("Orleans:ClusterId", Text, "rostra", "The same on all silos and gateways.", Readers.Cluster),
        new("Orleans:ServiceId", Text, "rostra", "Likewise.", Readers.Cluster),
        new("Orleans:Endpoints:SiloPort", Whole, "11111", "Where silos talk to each other.", Readers.Silo) { Most = 65535 },
        new("Orleans:Endpoints:GatewayPort", Whole, "30000", "Where gateways talk to silos.", Readers.Silo) { Most = 65535 },
        new("Orleans:Endpoints:AdvertisedIPAddress", Network, "", "The address of a silo that the others know; else the host's.", Readers.Silo),
        new("Rostra:ClusterTls:CertificatePath", Text, "", "TLS between silos and gateways: this process's certificate, in PEM. Needs the two below, on all of them.", Readers.Cluster),
        new("Rostra:ClusterTls:KeyPath", Text, "", "The certificate's key, in PEM, unencrypted.", Readers.Cluster),
        new("Rostra:ClusterTls:CaPath", Text, "", "The authority that signs for this cluster alone, in PEM: whoever has a certificate of it is let in.", Readers.Cluster),
        new("Rostra:Management:Urls", Urls, "", "Where operators look: `/health/ready` with reasons, `/metrics`, of a gateway `/openapi/v1.json`. Never on a public address. Of a cluster's gateway http://127.0.0.1:5081; empty: nowhere."),
        new("Rostra:Health:Urls", Urls, "", "The same for a silo, under the name that probes know; it goes before `Rostra__Management__Urls`.", Readers.Silo),
        new("Rostra:Dashboard:Password", Text, "", "Shows Orleans' dashboard at `/dashboard` of the management listener to whoever knows it (any name); empty: none. `openssl rand -hex 24`.", Readers.Silos) { IsSecret = true },
        new("Rostra:Telemetry:OtlpEndpoint", SettingKind.Url, "", "A collector (OTLP over gRPC, such as http://127.0.0.1:4317) that is sent metrics and traces."),
        new("Rostra:Telemetry:TracedShare", Number, "1", "The share of requests and calls that are traced, where there is a collector.") { Least = 0, Most = 1 },
    ];

    private static Setting[] Doors =>
    [
        new("Rostra:PublicUrl", SettingKind.Url, "", "The address people use, when a proxy stands in front; its path, if it has one, is the sub-path that the proxy takes away.", Readers.Gateways),
        new("Rostra:AllowedOrigins:0", SettingKind.Url, "", "Other pages that may use cookies and sockets.", Readers.Gateways),
        new("Rostra:KnownProxies:0", Network, "", "Address or network whose forwarding headers are believed.", Readers.Gateways),
        new("Rostra:Accounts:Registration", Text, "Open", "Who may make an account: `Open`, `Invite` (who shows an invitation) or `Closed`.", Readers.Silos) { Choices = ["Open", "Invite", "Closed"] },
        new("Rostra:Accounts:Administrators:0", Text, "", "Username of somebody who looks after the place; none: the first account that was made. Register before you name yourself.", Readers.Silos),
        new("Rostra:Accounts:InvitationFor", Duration, "7.00:00:00", "How long an invitation is good.", Readers.Silos) { Most = 7_776_000 },
        new("Rostra:Accounts:PasswordLinkFor", Duration, "01:00:00", "How long a link for a new password is good.", Readers.Silos) { Most = 604_800 },
        new("Rostra:Tokens:SigningKey", Text, "", "Signs access tokens: base64 of at least 32 random bytes, the same on all gateways. Standalone makes one; a gateway without one refuses to start.", Readers.Gateways) { IsSecret = true },
        new("Rostra:Tokens:FormerKeys:0", Text, "", "A key that signed until lately: still believed.", Readers.Gateways) { IsSecret = true },
        new("Rostra:Tokens:Lifetime", Duration, "00:10:00", "How long an access token is good.", Readers.Gateways) { Least = 10, Most = 86400 },
        new("Rostra:Tokens:Leeway", Duration, "00:00:30", "And how much longer it is taken, for clocks that differ.", Readers.Gateways) { Least = 0, Most = 600 },
    ];
}
