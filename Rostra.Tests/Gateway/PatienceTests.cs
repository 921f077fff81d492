using Orleans.Serialization;
using Xunit;

namespace Rostra.Hosting;

public sealed class PatienceTests
{
    [Fact]
    public void A_silo_s_database_fault_that_could_not_travel_is_tried_again() =>
        Assert.True(Patience.IsWorthAnotherTry(new CodecNotFoundException("Could not find a codec for type Npgsql.NpgsqlException.")));
}
