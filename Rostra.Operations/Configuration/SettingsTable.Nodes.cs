using static Rostra.Configuration.SettingKind;

namespace Rostra.Configuration;

internal static partial class SettingsTable
{
    private static Setting[] Presence =>
    [
        new("Rostra:Presence:Grace", Duration, "00:00:05", "How long a person is shown after the last socket closed.", Readers.Silos) { Most = 3600 },
        new("Rostra:Presence:Lease", Duration, "00:00:30", "The people of a gateway that is silent for so long are gone.", Readers.Silos) { Least = 15, Most = 3600 },
        new("Rostra:Presence:WarmUp", Duration, "00:00:05", "A room that has just come up is not believed about who is missing; see decision 0087.", Readers.Silos) { Most = 3600 },
        new("Rostra:Presence:ListedMax", Whole, "500", "More online than that are only counted.", Readers.Silos) { Most = 10_000 },
        new("Rostra:Presence:TypistsMax", Whole, "100", "More who type are not told.", Readers.Silos) { Most = 10_000 },
        new("Rostra:Presence:GatherFor", Duration, "00:00:00.25", "Changes of who is online gather for so long before they are told.", Readers.Silos) { Most = 60 },
        new("Rostra:Presence:CountedGatherFor", Duration, "00:00:02", "Likewise where only the count is told, and at most in a crowd.", Readers.Silos) { Most = 60 },
        new("Rostra:Presence:CrowdOf", Whole, "20", "From so many online they gather twice as long each time that others follow at once.", Readers.Silos) { Least = 2, Most = 10_000 },
        new("Rostra:Presence:TypingFor", Duration, "00:00:05", "Typing ends so long after its last sign.", Readers.Silos) { Most = 60 },
        new("Rostra:Presence:TypingEvery", Duration, "00:00:00.25", "Lists of who types are at least so far apart.", Readers.Silos) { Most = 60 },
    ];

    private static Setting[] RoomLog =>
    [
        new("Rostra:RoomLog:PostLanes", Whole, "1", "Transactions of messages under way at once; 2 where a commit takes milliseconds.", Readers.Silos) { Most = 6 },
        new("Rostra:RoomLog:LockedFor", Duration, "00:00:05", "How long another transaction may hold a room before its callers are told `busy`.", Readers.Silos) { Most = 60 },
        new("Rostra:RoomLog:BatchCommitsMax", Whole, "512", "Rooms in one transaction.", Readers.Silos) { Most = 5_000 },
        new("Rostra:RoomLog:BatchRowsMax", Whole, "4000", "Rows in one transaction.", Readers.Silos) { Most = 100_000 },
        new("Rostra:RoomLog:RetryWait", Duration, "00:00:00.01", "The first wait before commits of unknown outcome are sent again; it doubles.", Readers.Silos) { Most = 10 },
        new("Rostra:RoomLog:RetryWaitMax", Duration, "00:00:00.5", "The longest such wait.", Readers.Silos) { Most = 10 },
    ];

    private static Setting[] ClusterTimes =>
    [
        new("Rostra:Cluster:ProbeTimeout", Duration, "00:00:01", "Silos ask each other so often whether they live, and wait so long at first."),
        new("Rostra:Cluster:ProbeTimeoutMax", Duration, "00:00:01.5", "They never wait longer than this."),
        new("Rostra:Cluster:MissedProbesMax", Whole, "3", "So many answers missing in a row, and a silo is voted dead.") { Most = 100 },
        new("Rostra:Cluster:ConnectionVeto", Switch, "true", "A message that came lately speaks against that."),
        new("Rostra:Cluster:IndirectProbes", Switch, "true", "The last probe goes through another silo."),
        new("Rostra:Cluster:TableRefreshEvery", Duration, "00:00:05", "How often silos read the membership table."),
        new("Rostra:Cluster:AliveEvery", Duration, "00:00:02", "How often they write that they live."),
        new("Rostra:Cluster:SiloListEvery", Duration, "00:00:01", "How often gateways read which silos there are."),
        new("Rostra:Cluster:ResponseTimeout", Duration, "00:00:06", "A call between nodes that takes longer has an unknown outcome.") { Least = 3 },
        new("Rostra:Cluster:OpenConnectionTimeout", Duration, "00:00:02", "How long opening a connection may take."),
        new("Rostra:Cluster:ConnectionRetryAfter", Duration, "00:00:00.5", "The wait after one could not be opened."),
        new("Rostra:Cluster:GatewayForgottenAfter", Duration, "00:00:10", "How long is kept what waits for a gateway that is gone."),
        new("Rostra:Cluster:CallsPerGrainMax", Whole, "1000", "Calls that may wait at a grain; beyond it `busy`.") { Most = 100_000 },
        new("Rostra:Cluster:CallsPerWorkerMax", Whole, "5000", "Likewise at a reading worker.") { Most = 100_000 },
        new("Rostra:Cluster:ShutdownMax", Duration, "00:00:30", "What a stop may take, in all.") { Most = 600 },
    ];

    private static Setting[] Fencing =>
    [
        new("Rostra:Fencing:LookEvery", Duration, "00:00:01", "How often a silo looks whether it is still a member; see decision 0084.", Readers.Silo),
        new("Rostra:Fencing:LookTimeout", Duration, "00:00:02", "A look that takes longer counts as failed.", Readers.Silo),
        new("Rostra:Fencing:SilenceMax", Duration, "00:00:08", "With the table unreadable for so long, it goes on only if it reaches most of the others.", Readers.Silo),
        new("Rostra:Fencing:RepairMax", Duration, "00:00:05", "A table that was emptied must be whole again within this time.", Readers.Silo),
        new("Rostra:Fencing:RepairStepsMax", Whole, "20000", "Writes of one repair.", Readers.Silo),
        new("Rostra:Fencing:PeerTimeout", Duration, "00:00:01", "How long another silo's port may take to answer.", Readers.Silo),
        new("Rostra:Fencing:BeatEvery", Duration, "00:00:02", "Heartbeats in Postgres; see decision 0085.", Readers.Silo),
        new("Rostra:Fencing:BeatMissedFor", Duration, "00:00:06", "Whose heart has not beaten for so long is dead.", Readers.Silo),
        new("Rostra:Fencing:JoinMax", Duration, "00:02:00", "How long a starting silo waits for living ones that are not in the table.", Readers.Silo),
    ];
}
