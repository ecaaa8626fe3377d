#Requires -Modules Pester
# What requests used, and costs in another currency, on the sample home.
BeforeAll {
    . $PSScriptRoot/Support.ps1
    $script:config = $env:RIMURU_HOME
    $env:RIMURU_HOME = (New-Item -ItemType Directory -Path "$TestDrive/config").FullName
    Import-Module $Manifest -Force
    $script:sample = New-SampleHome "$TestDrive/home"
}

AfterAll {
    Remove-Module Rimuru -ErrorAction Ignore
    $env:RIMURU_HOME = $script:config
}

Describe 'What requests used' {
    It 'is told by tool, with uses, sessions and the last use' {
        $tools = Get-RimuruCost -By Tool -HomePath $script:sample
        $tools.Tool | Sort-Object | Should -Be 'Edit', 'Grep', 'Task'
        $tools | ForEach-Object { $_.Uses | Should -BeGreaterThan 0; $_.Sessions | Should -BeGreaterThan 0; $_.LastUse | Should -BeOfType ([DateTimeOffset]) }
    }

    It 'selects requests, each once' {
        $edit = Get-RimuruCost -By Tool -HomePath $script:sample | Where-Object Tool -EQ Edit
        (Get-RimuruCost -By Agent -Tool edit -HomePath $script:sample).Requests | Should -Be $edit.Requests
        { Get-RimuruCost -Tool Edti -HomePath $script:sample -ErrorAction Stop } | Should -Throw '*E9003*Edit*'
    }

    It 'selects nothing in another command' {
        { Get-RimuruCost -By Tool -HomePath $script:sample | Get-RimuruSession -HomePath $script:sample -ErrorAction Stop } | Should -Throw '*Tool*'
    }
}

Describe 'Another currency' {
    It 'is shown with its rate and day, beside US dollars' {
        Set-RimuruExchangeRate EUR 0.5 -Date 2020-01-01
        $cost = Get-RimuruCost -By Agent -Currency eur -HomePath $script:sample
        $cost | ForEach-Object {
            $_.DisplayCost | Should -Be ($_.Cost * 0.5d)
            $_.Currency, $_.DisplayCurrency, $_.ExchangeRate, $_.RateDate.ToString('o') | Should -Be 'USD', 'EUR', 0.5d, '2020-01-01'
        }
    }

    It 'has a column of the table' {
        Set-RimuruExchangeRate EUR 0.5 -Date 2020-01-01
        $shown = Get-RimuruCost -By Agent -Currency EUR -HomePath $script:sample | Out-String -Width 100
        $shown | Should -Match 'Cost \(USD\) +Converted To +Requests'
        $shown | Should -Match '\d EUR +\d'
        Get-RimuruCost -By Agent -HomePath $script:sample | Out-String -Width 100 | Should -Not -Match 'Converted'
        (Get-RimuruCost -By Agent -Currency EUR -HomePath $script:sample | Get-Member -Name Cost).TypeName | Should -Be 'Rimuru.CostRecord#Converted'
    }

    It 'is shown for <_> by the rate of its day' -ForEach 'Session', 'Block', 'Forecast' {
        Set-RimuruExchangeRate EUR 0.5 -Date 2020-01-01
        $amount = $_ -eq 'Forecast' ? 'Spent' : 'Cost'
        $records = & "Get-Rimuru$_" -Currency EUR -HomePath $script:sample
        $records | ForEach-Object {
            $_."Display$amount" | Should -Be ($_.$amount * 0.5d)
            $_.DisplayCurrency, $_.ExchangeRate, $_.RateDate.ToString('o') | Should -Be 'EUR', 0.5d, '2020-01-01'
        }
        $records | Out-String -Width 120 | Should -Match 'EUR'
        (& "Get-Rimuru$_" -HomePath $script:sample)[0].DisplayCurrency | Should -BeNullOrEmpty
        { & "Get-Rimuru$_" -Currency NOK -HomePath $script:sample } | Should -Throw '*E17001*NOK*'
    }

    It 'takes the currency of the configuration' {
        Set-RimuruExchangeRate EUR 0.5 -Date 2020-01-01
        Set-RimuruConfiguration display.currency EUR
        try {
            (Get-RimuruSession -Newest 1 -HomePath $script:sample).DisplayCurrency | Should -Be EUR
            (Get-RimuruSession -Newest 1 -Currency USD -HomePath $script:sample).DisplayCurrency | Should -BeNullOrEmpty
        } finally {
            Reset-RimuruConfiguration display.currency -Confirm:$false
        }
    }

    It 'converts no tokens' {
        Set-RimuruExchangeRate EUR 0.5 -Date 2020-01-01
        (Get-RimuruForecast -Unit Tokens -Currency EUR -HomePath $script:sample)[0].DisplaySpent | Should -BeNullOrEmpty
    }

    It 'is warned of only for what is given' {
        Set-RimuruExchangeRate DKK 10 -Date 2026-11-15
        $newest = Get-RimuruSession -Newest 1 -Currency DKK -HomePath $script:sample -WarningVariable warned -WarningAction SilentlyContinue
        $newest.ExchangeRate | Should -Be 10
        $warned | Should -BeNullOrEmpty
        $null = Get-RimuruSession -Newest 2 -Currency DKK -HomePath $script:sample -WarningVariable warned -WarningAction SilentlyContinue
        $warned | Should -BeLike '1 record ends before the first exchange rate of DKK, of 2026-11-15*'
    }

    It 'keeps large amounts whole in the table' {
        Set-RimuruExchangeRate VND 99000000 -Date 2020-01-01
        $shown = Get-RimuruSession -Newest 1 -Currency VND -HomePath $script:sample
        $shown | Out-String -Width 60 | Should -Match ('{0:n2} VND' -f $shown.DisplayCost)
    }

    It 'leaves a forecast from before the first rate in US dollars' {
        Set-RimuruExchangeRate PLN 4 -Date 2999-01-01
        $forecast = Get-RimuruForecast -Period Month -Currency PLN -HomePath $script:sample -WarningAction SilentlyContinue
        $forecast | Out-String -Width 80 | Should -Match "Month +USD +$([regex]::Escape('{0:0.####}' -f $forecast.Spent))"
    }

    It 'has a rate with a point, and none with a comma: <_>' -ForEach '0,92', '1,234.5', 'x', '' {
        { Set-RimuruExchangeRate EUR $_ } | Should -Throw '*0.92*'
        { [pscustomobject]@{ Currency = 'EUR'; Rate = $_ } | Set-RimuruExchangeRate -ErrorAction Stop } | Should -Throw
        { Set-RimuruBudget comma -Amount $_ } | Should -Throw '*0.92*'
    }

    It 'reaches back to no time at all: <_>' -ForEach 'Cost', 'Session', 'Block', 'Forecast' {
        { & "Get-Rimuru$_" -Until ([datetime]::MinValue) -HomePath $script:sample } | Should -Not -Throw
    }

    It 'is missing before the first rate, with a warning' {
        Set-RimuruExchangeRate CHF 0.8 -Date 2999-01-01
        $cost = Get-RimuruCost -By Agent -Currency CHF -HomePath $script:sample -WarningVariable warned -WarningAction SilentlyContinue
        @($cost | Where-Object { $null -ne $_.DisplayCost }) | Should -HaveCount 0
        $cost[0].DisplayCurrency, $cost[0].RateDate | Should -Be 'CHF', $null
        $warned | Should -BeLike '*first exchange rate of CHF, of 2999-01-01*'
    }

    It 'needs a rate' {
        { Get-RimuruCost -Currency NOK -HomePath $script:sample } | Should -Throw '*E17001*NOK*'
        { Get-RimuruExchangeRate NOK -ErrorAction Stop } | Should -Throw '*E17001*'
        { Set-RimuruExchangeRate NOK 0 } | Should -Throw '*E9001*'
    }

    It 'is removed by day or as a whole' {
        'Currency,Date,Rate', 'SEK,2026-10-01,10', 'SEK,2026-11-01,11' | ConvertFrom-Csv | Set-RimuruExchangeRate
        (Get-RimuruExchangeRate SEK).Rate | Should -Be 10, 11
        (Remove-RimuruExchangeRate SEK -Date 2026-10-01 -PassThru).Rate | Should -Be 10
        Remove-RimuruExchangeRate SEK -WhatIf
        (Get-RimuruExchangeRate SEK).Rate | Should -Be 11
    }
}

Describe 'Formats' {
    It 'takes the endings of files for formats' {
        Export-RimuruCost "$TestDrive/costs.txt" -Format md -HomePath $script:sample
        Get-Content "$TestDrive/costs.txt" -TotalCount 1 | Should -BeLike '|*'
    }
}
