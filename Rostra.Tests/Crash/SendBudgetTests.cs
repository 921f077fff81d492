using Microsoft.Extensions.Time.Testing;
using Rostra.Clients;
using Xunit;

namespace Rostra.Crash;

public sealed class SendBudgetTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Sends_go_one_by_one_when_the_budget_is_nearly_used()
    {
        var budget = new SendBudget(_time, isNew: false);
        Assert.Equal(16, budget.Window);

        for (var sent = 0; sent < 190; sent++) budget.Spend();

        Assert.Equal(1, budget.Window);
        Assert.False(budget.IsUsedUp);
    }

    [Fact]
    public void It_comes_back_with_time()
    {
        var budget = new SendBudget(_time, isNew: false);
        budget.Exhaust();
        Assert.True(budget.IsUsedUp);

        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(16, budget.Window);
    }

    [Fact]
    public void A_repeat_costs_nothing()
    {
        var budget = new SendBudget(_time, isNew: false);
        for (var sent = 0; sent < 1_000; sent++)
        {
            budget.Spend();
            budget.GiveBack();
        }

        Assert.Equal(16, budget.Window);
    }
}
