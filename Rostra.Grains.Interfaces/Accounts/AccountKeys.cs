namespace Rostra.Accounts;

/// <summary>How the grains of accounts are keyed.</summary>
public static class AccountKeys
{
    extension(IGrainFactory grains)
    {
        /// <param name="nameKey">The normalised username; only a silo can make one. A gateway goes through the front door.</param>
        public IAccountGrain Account(string nameKey) => grains.GetGrain<IAccountGrain>(nameKey);

        public ISessionGrain Session(Guid sessionId) => grains.GetGrain<ISessionGrain>(sessionId);

        public IAddressGrain Address(string address) => grains.GetGrain<IAddressGrain>(address);

        /// <summary>Any worker will do: they hold nothing.</summary>
        public IAdministrationGrain Administration() => grains.GetGrain<IAdministrationGrain>(0);

        /// <summary>Any worker will do: they hold nothing.</summary>
        public IFarewellGrain Farewell() => grains.GetGrain<IFarewellGrain>(0);

        /// <summary>Any worker will do: they hold nothing.</summary>
        public IFrontDoorGrain FrontDoor() => grains.GetGrain<IFrontDoorGrain>(0);
    }
}
