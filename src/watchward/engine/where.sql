-- name: extent
select
    count(*) as records,
    min(easting) as west,
    max(easting) as east
from incident
where dataset = $dataset
    and violence = 1
    and coalesce(policing, 0) = 0
    and month between $since and $last
    and place_precision in ('exact', 'snapped')
    and easting is not null
    and northing is not null

-- name: points
select
    easting,
    northing,
    case
        when domestic = 1 then 1
        when domestic is null and location_type in ('own_home', 'other_home') then 1
        else 0
    end as at_home,
    count(case when month >= $first then 1 end) as records,
    count(case when month < $first then 1 end) as before
from incident
where dataset = $dataset
    and violence = 1
    and coalesce(policing, 0) = 0
    and month between $since and $last
    and place_precision in ('exact', 'snapped')
    and easting >= $west
    and easting < $east
    and northing is not null
group by
    easting,
    northing,
    case
        when domestic = 1 then 1
        when domestic is null and location_type in ('own_home', 'other_home') then 1
        else 0
    end
order by
    easting,
    northing,
    at_home

-- name: unsure
select
    easting,
    northing,
    case
        when domestic = 1 then 1
        when domestic is null and location_type in ('own_home', 'other_home') then 1
        else 0
    end as at_home,
    count(*) as records,
    0 as before
from incident
where dataset = $dataset
    and violence = 1
    and coalesce(policing, 0) = 0
    and month between $first and $last
    and place_precision in ('exact', 'snapped')
    and text_place_confidence in ('medium', 'low')
    and easting is not null
    and northing is not null
group by
    easting,
    northing,
    case
        when domestic = 1 then 1
        when domestic is null and location_type in ('own_home', 'other_home') then 1
        else 0
    end
order by
    easting,
    northing,
    at_home

-- name: records
select
    count(*) as records,
    count(case when easting is not null and place_precision <> 'none' then 1 end) as placed,
    count(domestic) as domestic_known
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last

-- name: areas
select
    area,
    count(case when month >= $first then 1 end) as records,
    count(case when month < $first then 1 end) as before
from incident
where dataset = $dataset
    and violence = 1
    and coalesce(policing, 0) = 0
    and month between $since and $last
    and area is not null
group by area
order by area
