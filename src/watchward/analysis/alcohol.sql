-- name: alcohol
select
    alcohol,
    case
        when hour is null or night_of is null then null
        when hour between 6 and 19 then 'day'
        when (night_of + 3) % 7 + 1 in (5, 6) then 'weekend'
        else 'week'
    end as week_part,
    location_type,
    relationship,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by
    alcohol,
    case
        when hour is null or night_of is null then null
        when hour between 6 and 19 then 'day'
        when (night_of + 3) % 7 + 1 in (5, 6) then 'weekend'
        else 'week'
    end,
    location_type,
    relationship
order by
    alcohol,
    week_part,
    location_type,
    relationship

-- name: filled
select
    alcohol,
    provider,
    month,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by
    alcohol,
    provider,
    month
order by
    alcohol,
    provider,
    month
