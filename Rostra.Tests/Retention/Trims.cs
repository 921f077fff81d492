using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rostra.Fencing;
using Rostra.Users;

namespace Rostra.Rooms;

/// <summary>A silo's trimmer on a test's database, and what a room in memory is told of what it did.</summary>
internal static class Trims
{
    extension(RoomDatabase database)
    {
        public RoomTrimmer Trimmer(TimeProvider time, int keepDays = 30, int batch = 500, TimeSpan? pause = null) => new(
            new TrimDatabase(database.ConnectionString), new Fence(TimeProvider.System),
            Options.Create(new RetentionTimes { KeepDays = keepDays, BatchMax = batch, Pause = pause ?? TimeSpan.FromTicks(1) }), time, NullLogger<RoomTrimmer>.Instance);

        /// <summary>Ada's room, which Alan has joined: two entries.</summary>
        public async Task<(Activation Room, UserRef Ada, UserRef Alan)> RoomOfTwo(TimeProvider time)
        {
            var (ada, alan) = (await database.Person(), await database.Person());
            var room = await Activation.New(database, database.Writer(), ada, time: time);
            await room.Join(alan);
            return (room, ada, alan);
        }

        public Task<long> TrimmedSeq(Guid roomId) => database.Ask<long>("select trimmed_seq from rostra.room_heads where room_id = $1", roomId);

        /// <summary>As the watch over heads does.</summary>
        public async Task Tell(Activation room)
        {
            var oldest = await database.Ask<long>("select coalesce(min(m.id), 0) from rostra.messages m where m.room_id = $1", room.State.Id);
            room.State.Trimmed(await database.TrimmedSeq(room.State.Id), oldest == 0 ? null : oldest);
        }

        public Task<long> Rows(string table) => database.Ask<long>($"select count(*) from rostra.{table}");
    }
}
